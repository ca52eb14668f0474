import { createHash } from 'node:crypto';
import type { Invocation, Location, Log, ReportingDescriptor, Result } from 'sarif';
import { findRule } from '../core/rules';
import { type Rule } from '../core/rules/rule';
import { type Report, type ReportedFinding, type ReportedPlace } from './report';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = { error: 'error', warning: 'warning' } as const;

/**
 * A report as SARIF 2.1.0, as GitHub code scanning takes it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(report: Report, version: string): object {
  const ids = [...new Set(report.inputs.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  const fixes = fixesIn(report);
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portwright',
            semanticVersion: version,
            rules: ids.map((id) => descriptor(id, fixes.get(id) ?? [])),
          },
        },
        // a viewer must not show files as clean when some of them could not be read
        invocations: [invocation(report)],
        columnKind: 'utf16CodeUnits',
        ...(report.coverage ? { properties: { coverage: report.coverage } } : {}),
        results: report.inputs.flatMap(({ file, findings }) =>
          findings.map((finding) => result(finding, file, ids.indexOf(finding.rule))),
        ),
      },
    ],
  };
  return log;
}

function invocation({ inputs }: Report): Invocation {
  const notifications = inputs.flatMap(({ file, problems }) =>
    problems.map((problem) => ({
      level: 'error' as const,
      message: { text: sentence(problem.message) },
      locations: [location(problem, file)],
    })),
  );
  return notifications.length === 0
    ? { executionSuccessful: true }
    : { executionSuccessful: false, toolExecutionNotifications: notifications };
}

/** The fixes of each rule in the languages of the reported files. */
function fixesIn({ inputs }: Report): ReadonlyMap<string, readonly string[]> {
  const fixes = new Map<string, string[]>();
  for (const { rule, fix } of inputs.flatMap(({ findings }) => findings)) {
    const known = fixes.get(rule);
    if (known === undefined) fixes.set(rule, [fix]);
    else if (!known.includes(fix)) known.push(fix);
  }
  return fixes;
}

function descriptor(id: string, fixes: readonly string[]): ReportingDescriptor {
  const rule: Rule | undefined = findRule(id);
  if (!rule) return { id };
  const { title, why, broken, effect, severity, sources } = rule;
  const fix = fixes.map(sentence).join(' ');
  const [helpUri] = sources;
  return {
    id,
    shortDescription: { text: sentence(title) },
    fullDescription: { text: `${sentence(why)} ${sentence(broken)}` },
    help: {
      text: fix,
      markdown: [sentence(why), `**Fix:** ${fix}`, ...sources.map((url) => `<${url}>`)].join('\n\n'),
    },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { effect, tags: ['networking'], precision: severity === 'error' ? 'very-high' : 'high' },
  };
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?"]$/.test(first) ? first : `${first}.`;
}

function result(finding: ReportedFinding, file: string, ruleIndex: number): Result {
  const { rule, severity, effect, message, fix, path, others, where } = finding;
  const related = [
    ...others.map((other) => ({ ...location(other, file), message: { text: other.path } })),
    ...madeAt(where),
  ];
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${sentence(message)} ${sentence(`fix: ${fix}`)}` },
    locations: [location(finding, file)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((one, id) => ({ ...one, id })) }),
    properties: { effect },
    // an alert stays the same when lines around it move
    partialFingerprints: { 'portwright/v1': createHash('sha256').update(`${rule}\n${path}\n${message}`).digest('hex') },
  };
}

function location({ path, where }: ReportedPlace, file: string): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(where?.file ?? file) },
      region: { startLine: where?.line ?? 1, startColumn: where?.column ?? 1 },
    },
    ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
  };
}

/** The line of the program that created what a finding is about, where it is recorded. */
function madeAt(
  where: ReportedPlace['where'],
): readonly (Location & { readonly message: { readonly text: string } })[] {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(where?.madeAt ?? '') ?? [];
  if (file === undefined) return [];
  const place = { path: '', where: { file, line: Number(line), column: Number(column) } };
  return [{ ...location(place, file), message: { text: 'made here' } }];
}

/** A file name as a URI reference, relative where the name is relative. */
function uriOf(file: string): string {
  const parts = file
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/[<>]/g, '')
    .split('/');
  const encoded = parts.map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${encoded}` : encoded;
}
