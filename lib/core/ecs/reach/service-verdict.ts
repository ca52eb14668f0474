import { type ServiceBlock, serviceBlockText, type ServiceGap, serviceGapText } from './service-reason';

/** Whether tasks of one service get through to a port of another one, and by what. */
export type ServiceVerdict =
  | {
      readonly kind: 'open';
      /** Ports that the packets come in on: one, or what dynamic ports are taken from. */
      readonly ports: readonly [number, number];
      /** Names to dial, with the port: what Service Connect offers to the caller, and what Cloud Map has for everyone. */
      readonly names: readonly string[];
      /** Security groups that let it through. */
      readonly groups: readonly string[];
    }
  | {
      readonly kind: 'blocked';
      /** What blocks, as data: a stable code with its facts. */
      readonly reason: ServiceBlock;
      /** The same in one clause. */
      readonly because: string;
      /** What would open the way. */
      readonly fix: string;
    }
  | {
      readonly kind: 'unknown';
      /** What is not known, as data: a stable code with its facts. */
      readonly reason: ServiceGap;
      /** The same in one clause. */
      readonly why: string;
      /** What would decide it. */
      readonly fix?: string;
    };

export function blockedBy(reason: ServiceBlock): ServiceVerdict {
  return { kind: 'blocked', reason, ...serviceBlockText(reason) };
}

export function undecidedFor(reason: ServiceGap): ServiceVerdict {
  return { kind: 'unknown', reason, ...serviceGapText(reason) };
}

/** What a verdict rests on, in one sentence. */
export function explainServiceVerdict(verdict: ServiceVerdict): string {
  if (verdict.kind === 'blocked') return verdict.because;
  if (verdict.kind === 'unknown') return verdict.why;
  const [first, last] = verdict.ports;
  const dialled = verdict.names.length > 0 ? `dial ${verdict.names.join(' or ')}, ` : '';
  return `${dialled}comes in on ${first === last ? first : `${first}-${last}`}, admitted by ${verdict.groups.join(' and ')}`;
}
