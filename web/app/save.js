import { call } from './api.js';

/**
 * Saves what the server sends as a file, under the name that it gives.
 *
 * @param {string} path
 * @param {string} otherwise the name where it gives none
 */
export async function save(path, otherwise) {
  /** @type {{ name: string, content: Blob }} */
  const { name, content } = await call('GET', path, {
    read: async (answer) => ({
      name: /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? otherwise,
      content: await answer.blob(),
    }),
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
