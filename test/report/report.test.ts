import { type Finding } from '../../lib/core/values/finding';
import { markdownReport, reportOf, sarifReport, textReport, type Report } from '../../lib/report';
import { sarifProblems } from './sarif-schema';

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'host-port-taken',
  effect: 'cannot deploy',
  severity: 'error',
  at: { path: 'Net/Web', file: 'my stack/a.json', pointer: '/a' },
  facts: { port: '8080/tcp', container: 'web|1', heldBy: 'db' },
  others: [{ path: 'Net/Api', file: 'my stack/a.json', pointer: '/b' }],
  ...more,
});

function report(...findings: readonly Finding[]): Report {
  return reportOf([
    {
      type: 'cloudformation',
      files: ['my stack/a.json', 'b.json'],
      triage: { open: findings, acknowledged: [], unused: [] },
      unknown: [{ at: { path: 'Net/Web', file: 'b.json' }, what: 'Memory', why: 'parameter Size has no value' }],
      locate: ({ pointer }) => ({ line: pointer === '/a' ? 3 : 7, column: 5 }),
    },
  ]);
}

describe('a report', () => {
  test('gives findings and unknown values to their files', () => {
    const { inputs, summary } = report(finding(), finding({ at: { path: 'Cluster' }, severity: 'warning' }));
    expect(inputs.map(({ file, findings, unknown }) => [file, findings.length, unknown.length])).toEqual([
      ['my stack/a.json', 2, 0],
      ['b.json', 0, 1],
    ]);
    expect(summary).toEqual({ problem: 0, error: 1, warning: 1, unknown: 1 });
  });

  test('lists unknown values as text when asked to', () => {
    expect(textReport(report(), { listsUnknown: true })).toContain('Net/Web Memory: parameter Size has no value');
    expect(textReport(report())).toContain('1 value not known (--unknown lists them)');
  });
});

describe('SARIF', () => {
  test('is valid by its schema, also without findings and places', () => {
    for (const one of [report(), report(finding()), report(finding({ at: { path: '' }, others: [] }))]) {
      expect(sarifProblems(sarifReport(one, '1.2.3'))).toEqual([]);
    }
  });

  test('names what was refused as notifications of a run that failed, valid by its schema', () => {
    const refused = reportOf([
      {
        type: 'compose',
        files: ['c.yaml'],
        triage: { open: [], acknowledged: [], unused: [] },
        unknown: [],
        problems: [{ at: { path: 'web', file: 'c.yaml', pointer: '/a' }, message: 'web is on no network' }],
        locate: () => ({ line: 3, column: 5 }),
      },
    ]);
    const log = sarifReport(refused, '1.2.3');
    expect(sarifProblems(log)).toEqual([]);
    expect((log as { runs: { invocations: unknown }[] }).runs[0]?.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'Web is on no network.' },
            locations: [{ physicalLocation: { region: { startLine: 3 } } }],
          },
        ],
      },
    ]);
  });

  test('is not valid when something is missing', () => {
    expect(sarifProblems({ version: '2.1.0', runs: [{ results: [{ ruleId: 7 }] }] })).toEqual([
      ".runs[0] should have required property 'tool'",
      '.runs[0].results[0].ruleId should be string',
      ".runs[0].results[0] should have required property 'message'",
    ]);
  });

  test('has what code scanning shows: rule, level, place, other places, a fingerprint', () => {
    const [run] = (sarifReport(report(finding()), '1.2.3') as { runs: { results: unknown[]; tool: unknown }[] }).runs;
    expect(run?.results).toMatchObject([
      {
        ruleId: 'host-port-taken',
        ruleIndex: 0,
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'my%20stack/a.json' },
              region: { startLine: 3, startColumn: 5 },
            },
            logicalLocations: [{ fullyQualifiedName: 'Net/Web' }],
          },
        ],
        relatedLocations: [{ physicalLocation: { region: { startLine: 7 } }, message: { text: 'Net/Api' } }],
      },
    ]);
    const fingerprints = run?.results.map(
      (one) => (one as { partialFingerprints: Record<string, string> }).partialFingerprints,
    );
    expect(fingerprints?.[0]?.['portwright/v1']).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('Markdown keeps its tables whole', () => {
  const rows = markdownReport(report(finding()))
    .split('\n')
    .filter((line) => line.startsWith('| error'));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.replaceAll('\\|', '').split('|')).toHaveLength(6);
});
