import { carrierOf } from './sandbox';
import { type Blocked, originText } from './verdict';
import { type Question, blocked } from './question';

/** Blocked when a sandbox has no route that leads further than its own networks. */
export function withoutWay(question: Question, to: 'the host itself' | 'elsewhere' = 'elsewhere'): Blocked | undefined {
  const { sandbox, topology, trace } = question;
  if (!sandbox || sandbox.kind === 'host') return undefined;
  if (sandbox.endpoints.length === 0) return withoutNetwork(question);
  if (carrierOf(sandbox)) return undefined;
  const by = `${originText(question.from)} is on internal networks only`;
  const fix = 'connect it to a network that is not internal';
  const names = sandbox.endpoints.map(({ network }) => network.name).join(', ');
  if (topology.engine.version >= 25) {
    trace.push({ where: `network ${names}`, what: 'gives no default route', relies: 'engines from 25 on' });
    return blocked(question, 'no-route', by, fix);
  }
  if (to === 'the host itself') return undefined;
  trace.push({ where: `network ${names}`, what: 'drops what leaves it', relies: 'engines before 25' });
  return blocked(question, 'timeout', by, fix);
}

export function withoutNetwork(question: Question): Blocked {
  return blocked(question, 'no-route', `${originText(question.from)} has no network`, 'connect it to a network');
}
