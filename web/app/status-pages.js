import { call, Refusal } from './api.js';
import { fleet, onFleetLeft } from './fleet.js';
import { store } from './store.js';
import { keep } from './uploads.js';

/** @import { DeviceStatusPages } from './types.js' */

/** @typedef {{ devices: Map<string, DeviceStatusPages>, done: boolean, failed: Refusal | null }} Pages */

/** @returns {Pages} */
const empty = () => ({ devices: new Map(), done: false, failed: null });

/** What is known of the contract's status pages, by device. @type {import('./store.js').Store<Pages>} */
export const statusPages = store(empty());

let round = 0;

onFleetLeft(() => {
  round++;
  statusPages.set(empty());
});

/** Asks for all of them. What is known stays until then. */
export async function loadStatusPages() {
  const mine = ++round;
  /** @type {Map<string, DeviceStatusPages>} */
  const devices = new Map();
  let cursor = '';
  try {
    do {
      /** @type {{ devices: DeviceStatusPages[], next: string | null }} */
      const page = await call('GET', `/status-pages${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
      for (const device of page.devices) devices.set(device.serial, device);
      cursor = page.next ?? '';
    } while (cursor);
    if (mine === round) statusPages.set({ devices, done: true, failed: null });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (mine === round) statusPages.set({ ...statusPages.get(), failed: refusal });
  }
}

/**
 * What a status page of a device is sent for.
 *
 * @param {string} serial
 * @returns {import('./uploads.js').Purpose}
 */
export const purposeOf = (serial) => ({
  id: `status/${serial}`,
  announce: (body, key) => call('POST', `/devices/${encodeURIComponent(serial)}/status-pages`, { body, key }),
  look: (id) => call('GET', `/status-pages/${id}`),
  settled: (upload) => {
    if (upload.state === 'accepted') answered(serial);
    loadStatusPages();
  },
});

/** The device is asked no more. @param {string} serial */
function answered(serial) {
  const known = fleet.get();
  const rows = known.rows.map((row) => (row.device.serial === serial ? { ...row, device: { ...row.device, status_page_requested: null } } : row));
  fleet.set({ ...known, rows });
}

/** @param {string} id */
export const keepPage = (id) => keep(() => call('GET', `/status-pages/${id}/file`));
