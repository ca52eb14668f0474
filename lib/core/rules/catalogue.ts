import { rulesOf } from './index';

/** Why a fact of the catalogue has no rule. */
export type NoRule =
  /** A fact that nothing can break; it is built into rules and the model. */
  | 'fact'
  /** What decides it is in no template. */
  | 'not in the template'
  /** It is right or wrong depending on what the author wants. */
  | 'choice';

/** What became of a fact of the catalogue. */
export interface Coverage {
  readonly id: string;
  /** Rules that were made from it. */
  readonly rules: readonly string[];
  /** Why it has no rule, or what its rules leave open. */
  readonly reason?: { readonly kind: NoRule; readonly text: string };
}

/** Facts that no rule decides, or not wholly, and why. */
const REASONS: Readonly<Record<string, { readonly kind: NoRule; readonly text: string }>> = {
  'PM-06': {
    kind: 'fact',
    text: '53/tcp and 53/udp are two ports for every rule that compares ports',
  },
  'PM-12': {
    kind: 'not in the template',
    text: 'the version of the agent comes with the machine image when the instance boots',
  },
  'PM-17': {
    kind: 'fact',
    text: 'dynamic host ports are not counted by too-many-host-ports',
  },
  'PM-20': {
    kind: 'not in the template',
    text: 'whether protocol and appProtocol change is seen only beside what is deployed already',
  },
  'LB-11': {
    kind: 'not in the template',
    text: 'whether a client runs on the instance of its own target is decided by placement; the reach analysis names the hairpin',
  },
  'LB-13': {
    kind: 'not in the template',
    text: 'how long a client waits, and what the process does when it is told to stop, is known to the application only',
  },
  'LB-14': {
    kind: 'choice',
    text: 'the template names a container and port, and nothing says that another was meant; listen() takes a handle, so there is no default to get wrong',
  },
  'SD-06': {
    kind: 'choice',
    text: 'an SRV record is right for clients that look it up; the capability report says that others do not',
  },
  'SD-07': {
    kind: 'fact',
    text: 'that records carry private addresses, and eight healthy ones at most, is what Cloud Map answers with',
  },
  'NW-07': {
    kind: 'choice',
    text: 'shared security groups are what bridge and host mode are; the capability report says so',
  },
  'NW-08': { kind: 'not in the template', text: 'the service-linked role belongs to the account' },
  'NW-09': {
    kind: 'not in the template',
    text: 'dual-stack tasks need the account setting dualStackIPv6; a service without them works over IPv4',
  },
  'PLACE-05': { kind: 'fact', text: 'awsvpc tasks claim no host ports in the ledger' },
  'PLACE-04': {
    kind: 'not in the template',
    text: 'whether a process in host mode listens on a port that it does not declare',
  },
  'PLACE-06': {
    kind: 'fact',
    text: 'a waiting task blocks the later ones of its instance; long stop timeouts are slow, not wrong',
  },
};

/** What became of a fact of the catalogue; undefined for an id that has neither a rule nor a reason. */
export function coverageOf(id: string): Coverage | undefined {
  const rules = rulesOf()
    .filter(({ catalogue }) => catalogue.includes(id))
    .map((rule) => rule.id);
  const reason = REASONS[id];
  if (rules.length === 0 && !reason) return undefined;
  return reason ? { id, rules, reason } : { id, rules };
}
