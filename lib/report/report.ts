import { explain, fixOf, sourceOf } from '../core/rules/check';
import { type Effect, type Finding, type Severity, type Triage } from '../core/values/finding';
import { type Language } from '../core/values/fix';
import { type Coverage } from '../formats/coverage';
import { type Place } from '../core/values/place';

/** Line and column, both from 1. */
export interface Spot {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The line of the program that created it, such as `app.ts:12:3`. @default - not recorded */
  readonly madeAt?: string;
}

/** A position in a named file. */
export interface Where extends Spot {
  /** Name of the file. */
  readonly file: string;
}

/** Something that a finding is about, and its position. */
export interface ReportedPlace {
  /** Construct path, resource address or name. */
  readonly path: string;
  /**
   * Its position in a file.
   * @default - it is in no file
   */
  readonly where?: Where;
}

/** A finding in words. */
export interface ReportedFinding extends ReportedPlace {
  /** Id of the rule. */
  readonly rule: string;
  /** `error`: it can never work; `warning`: it may not. */
  readonly severity: Severity;
  /** What goes wrong, and when. */
  readonly effect: Effect;
  /** What was found, as data; `message` is made from it. */
  readonly facts: Finding['facts'];
  /** The finding in one sentence. */
  readonly message: string;
  /** What to write instead, in the language of the file. */
  readonly fix: string;
  /** Upstream documentation of the limit that the rule checks. */
  readonly source: string;
  /** The other parties. */
  readonly others: readonly ReportedPlace[];
}

/** A value that matters and could not be known. */
export interface ReportedUnknown {
  /** What it belongs to. */
  readonly path: string;
  /** Which field of it. */
  readonly what: string;
  /** What decides it. */
  readonly why: string;
}

/** Something that the format itself does not allow; what depends on it was not checked. */
export interface ReportedProblem extends ReportedPlace {
  /** What is not allowed, and what was expected. */
  readonly message: string;
}

/** A file among others that could not be read. */
export interface UnreadFile {
  /** Name of the file. */
  readonly file: string;
  /** Line and column. @default - it is in no text */
  readonly at?: Spot;
  /** What is wrong with it, or what it is. */
  readonly message: string;
  /** Whether it is of no format that is read, which need not be a mistake. */
  readonly isForeign: boolean;
}

/** The results for one input. */
export interface ReportedInput {
  /** Name of the file, or of the files. */
  readonly file: string;
  /** The format; `unread` of a file among others that could not be read. */
  readonly type: string;
  /** What the format itself does not allow. */
  readonly problems: readonly ReportedProblem[];
  /** Findings that are not acknowledged. */
  readonly findings: readonly ReportedFinding[];
  /** Values that matter and could not be known. */
  readonly unknown: readonly ReportedUnknown[];
  /** Findings that were acknowledged. */
  readonly acknowledged: readonly { readonly rule: string; readonly path: string; readonly reason: string }[];
}

/** What a check found: the same data behind every format. */
export interface Report {
  /** Version of the shape. */
  readonly version: 1;
  /** The results for each input. */
  readonly inputs: readonly ReportedInput[];
  /** What the rules checked, and what they could not check. @default - not counted */
  readonly coverage?: Coverage;
  /** How many of each there are. */
  readonly summary: {
    readonly problem: number;
    readonly error: number;
    readonly warning: number;
    readonly unknown: number;
  };
}

/** Files of one format, and what was found in them. */
export interface Checked {
  /** The format. */
  readonly type: string;
  /** The language that the author wrote in, which fixes use. @default - constructs */
  readonly language?: Language;
  /** Languages of single files that differ from `language`. @default - none */
  readonly languages?: ReadonlyMap<string, Language>;
  /** Names of the files. */
  readonly files: readonly string[];
  /** The findings, and which of them are acknowledged. */
  readonly triage: Triage;
  /** Values that matter and could not be known. */
  readonly unknown: readonly { readonly at: Place; readonly what: string; readonly why: string }[];
  /** What the format itself does not allow. @default - nothing */
  readonly problems?: readonly { readonly at: Place; readonly message: string }[];
  /** Line and column of a place; undefined when it is not in a file. */
  readonly locate: (place: Place) => Spot | undefined;
  /** What the rules checked. @default - not counted */
  readonly coverage?: Coverage;
}

/** The report of a check: findings, problems and unknown values by the file that they are in. */
export function reportOf(checked: readonly Checked[], unread: readonly UnreadFile[] = []): Report {
  const inputs = [...checked.flatMap(inputsOf), ...unread.map(unreadInput)];
  const count = (severity: Severity): number =>
    inputs.reduce((sum, { findings }) => sum + findings.filter((finding) => finding.severity === severity).length, 0);
  return {
    version: 1,
    inputs,
    ...coverageIn(checked, unread),
    summary: {
      problem: inputs.reduce((sum, input) => sum + input.problems.length, 0),
      error: count('error'),
      warning: count('warning'),
      unknown: inputs.reduce((sum, input) => sum + input.unknown.length, 0),
    },
  };
}

function coverageIn(checked: readonly Checked[], unread: readonly UnreadFile[]): Pick<Report, 'coverage'> {
  const parts = checked.flatMap(({ coverage }) => (coverage ? [coverage] : []));
  if (parts.length === 0) return {};
  const judged: Record<string, number> = {};
  for (const part of parts) {
    for (const [kind, count] of Object.entries(part.judged)) judged[kind] = (judged[kind] ?? 0) + count;
  }
  const files = unread.map(({ file, message }) => ({ what: `file ${file}`, why: message }));
  return { coverage: { judged, notJudged: [...files, ...parts.flatMap(({ notJudged }) => notJudged)] } };
}

function unreadInput({ file, at, message, isForeign }: UnreadFile): ReportedInput {
  const problem = { path: '', ...(at === undefined ? {} : { where: { file, ...at } }), message };
  return { file, type: 'unread', problems: isForeign ? [] : [problem], findings: [], unknown: [], acknowledged: [] };
}

function inputsOf(checked: Checked): ReportedInput[] {
  const { type, language = 'constructs', languages, triage, unknown, problems = [], locate } = checked;
  const files = filesIn(checked);
  // what belongs to no file in particular is reported with the first
  const known = new Set(files);
  const home = ({ file }: Place): string => (file !== undefined && known.has(file) ? file : (files[0] ?? ''));
  const byFile = <T>(items: readonly T[], placeOf: (item: T) => Place): ((file: string) => readonly T[]) => {
    const found = new Map<string, T[]>();
    for (const item of items) {
      const file = home(placeOf(item));
      const there = found.get(file);
      if (there) there.push(item);
      else found.set(file, [item]);
    }
    return (file) => found.get(file) ?? [];
  };
  const problemsIn = byFile(problems, ({ at }) => at);
  const openIn = byFile(triage.open, ({ at }) => at);
  const unknownIn = byFile(unknown, ({ at }) => at);
  const acknowledgedIn = byFile(triage.acknowledged, ({ finding }) => finding.at);
  return files.map((file) => ({
    file,
    type,
    problems: problemsIn(file).map(({ at, message }) => ({ ...placed(at, locate), message })),
    findings: openIn(file).map((finding) => reported(finding, locate, languages?.get(file) ?? language)),
    unknown: unknownIn(file).map(({ at, what, why }) => ({ path: at.path, what, why })),
    acknowledged: acknowledgedIn(file).map(({ finding, by }) => ({
      rule: finding.rule,
      path: finding.at.path,
      reason: by.reason,
    })),
  }));
}

/** The files that were given, and those read with them that something is said about. */
function filesIn({ files, triage, unknown, problems = [] }: Checked): readonly string[] {
  const about = [...problems, ...triage.open, ...unknown, ...triage.acknowledged.map(({ finding }) => finding)];
  return files.length === 0 ? files : [...new Set([...files, ...about.flatMap(({ at }) => at.file ?? [])])];
}

function reported(finding: Finding, locate: Checked['locate'], language: Language): ReportedFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    effect: finding.effect,
    ...placed(finding.at, locate),
    facts: finding.facts,
    message: explain(finding),
    fix: fixOf(finding, language),
    source: sourceOf(finding),
    others: finding.others.map((place) => placed(place, locate)),
  };
}

function placed(place: Place, locate: Checked['locate']): ReportedPlace {
  const spot = locate(place);
  return spot === undefined || place.file === undefined
    ? { path: place.path }
    : { path: place.path, where: { file: place.file, ...spot } };
}
