import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity, Type } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';

const template = readFileSync(new URL('../../template.yaml', import.meta.url), 'utf8');
const [, policy = ''] = template.match(/ContentSecurityPolicy: !Sub >-\n((?: {14}.*\n)+)/) ?? [];

test('nothing is found in the content security policy but that scripts come from here', () => {
  const parsed = new CspParser(policy.replaceAll('${Files.RegionalDomainName}', 'files.example').trim()).csp;

  const findings = new CspEvaluator(parsed).evaluate();

  // 'self' would be a way in where people's uploads were served from: here they lie in a bucket with a name of its own.
  const known = findings.filter(({ type, directive, value }) => type === Type.SCRIPT_ALLOWLIST_BYPASS && directive === 'script-src' && value === "'self'");
  assert.deepEqual(findings.filter((finding) => !known.includes(finding)), []);
  assert.ok(known.every(({ severity }) => severity === Severity.MEDIUM_MAYBE));
  assert.ok(parsed.directives['script-src'], 'the policy was not found in the template');
});
