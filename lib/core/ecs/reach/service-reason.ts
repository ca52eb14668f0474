/** What keeps a flow from being decided. */
interface Gap<F> {
  /** In one clause. */
  readonly because: (facts: F) => string;
  /** What would decide it. @default - nothing that a definition could say */
  readonly fix?: (facts: F) => string;
}

/** What blocks a flow. */
interface Block<F> extends Gap<F> {
  /** What would open the way. */
  readonly fix: (facts: F) => string;
}

const block = <F>(one: Block<F>): Block<F> => one;
const gap = <F>(one: Gap<F>): Gap<F> => one;

/** Paths of the security groups that carry both sides. */
interface BetweenGroups {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Such as `80/tcp` or `32768-60999/tcp`; undefined: any. */
  readonly port?: string;
}

const named = (groups: readonly string[]): string => groups.join(' and ');
const agreed = (groups: readonly string[], one: string, several: string): string =>
  `${named(groups)} ${groups.length > 1 ? several : one}`;

const NOTHING_LET_OUT = block<BetweenGroups>({
  because: ({ from, to, port }) =>
    `${agreed(from, 'lets', 'let')} nothing out to ${port === undefined ? '' : `${port} of `}${named(to)}`,
  fix: ({ from, to, port }) =>
    `give ${from.join(' or ')} an outgoing rule for ${port ?? 'all traffic'} to ${named(to)}`,
});

const NOT_ADMITTED = block<BetweenGroups>({
  because: ({ from, to, port }) =>
    `${agreed(to, 'does', 'do')} not admit ${named(from)}${port === undefined ? '' : ` on ${port}`}`,
  fix: ({ from, to, port }) =>
    `give ${to.join(' or ')} an incoming rule that admits ${from.join(' or ')}${port === undefined ? '' : ` on ${port}`}`,
});

/** What only tasks that share an instance get past. */
function unlessTogether({ because, fix }: Block<BetweenGroups>): Gap<BetweenGroups> {
  return { because: (facts) => `${because(facts)}; tasks that share an instance get through all the same`, fix };
}

/** What blocks a flow between services, by its code; the codes are public contract. */
const BLOCKS = {
  'mode-without-network': block<{ readonly mode: string; readonly side: 'caller' | 'called' }>({
    because: ({ mode }) => `tasks in mode ${mode} have no network`,
    fix: ({ side }) => `take a mode that has one for the ${side === 'caller' ? 'caller' : 'service that is called'}`,
  }),
  'nothing-let-out': NOTHING_LET_OUT,
  'not-admitted': NOT_ADMITTED,
} as const;

/** What keeps a flow between services from being decided. */
const GAPS = {
  'mode-unknown': gap<object>({ because: () => 'a network mode is not known' }),
  'security-groups-unknown': gap<{ readonly service: string }>({
    because: ({ service }) => `the security groups of ${service} are not in sight`,
  }),
  'rules-unknown': gap<BetweenGroups>({
    because: ({ from, to, port }) =>
      `the rules of ${named(to)} and ${named(from)}${port === undefined ? '' : ` for ${port}`} are not all decided`,
  }),
  'instances-differ': gap<object>({ because: () => 'it depends on the instances that the tasks are placed on' }),
  'vpcs-differ': gap<object>({
    because: () => 'they are in different VPCs, and what joins these is not looked at',
  }),
  'nothing-let-out-unless-together': unlessTogether(NOTHING_LET_OUT),
  'not-admitted-unless-together': unlessTogether(NOT_ADMITTED),
} as const;

type FactsOf<R> = R extends Gap<infer F> ? F : never;
type Coded<T> = { readonly [C in keyof T]: { readonly code: C; readonly facts: FactsOf<T[C]> } }[keyof T];

/** What blocks a flow between services, as data: a stable code with its facts. */
export type ServiceBlock = Coded<typeof BLOCKS>;

/** What keeps a flow between services from being decided, as data: a stable code with its facts. */
export type ServiceGap = Coded<typeof GAPS>;

/** The codes of what blocks, and of what is not known. */
export const SERVICE_CODES = { blocked: Object.keys(BLOCKS), unknown: Object.keys(GAPS) } as const;

/** What blocks, in one clause, and what would open the way. */
export function serviceBlockText({ code, facts }: ServiceBlock): { readonly because: string; readonly fix: string } {
  const { because, fix } = BLOCKS[code] as Block<never> as Block<unknown>;
  return { because: because(facts), fix: fix(facts) };
}

/** What is not known, in one clause, and what would decide it. */
export function serviceGapText({ code, facts }: ServiceGap): { readonly why: string; readonly fix?: string } {
  const { because, fix } = GAPS[code] as Gap<never> as Gap<unknown>;
  return { why: because(facts), ...(fix ? { fix: fix(facts) } : {}) };
}
