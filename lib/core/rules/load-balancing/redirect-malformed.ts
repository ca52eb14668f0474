import { isPortNumber } from '../../values/port';
import { forwardsOf, type Listener, type Redirect } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_REDIRECT, preflight } from '../sources';

export const redirectMalformed = defineRule<'loadBalancing', { problem: string }>({
  id: 'redirect-malformed',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a redirect that the load balancer does not accept',
  why: 'it has the status HTTP_301 or HTTP_302, an absolute path, a port or #{port}, and leads somewhere else than to itself',
  broken: 'Elastic Load Balancing refuses it: "The redirect configuration is not valid because it creates a loop"',
  fix: 'change the protocol, host, port or path; begin the path with a slash, and do not lead from HTTPS to HTTP',
  sources: [
    API_REDIRECT,
    preflight('pf-elbv2-action-redirect-no-change', 'elbv2'),
    preflight('pf-elbv2-action-redirect-https-to-http', 'elbv2'),
    preflight('pf-elbv2-action-redirect-status-code', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => `the redirect ${problem}`,
  check(all) {
    let found: Violation<{ problem: string }>[] | undefined;
    for (const { listener, actions } of forwardsOf(all)) {
      for (const { redirect } of actions.items) {
        const problem = redirect && problemOf(redirect, listener?.protocol);
        if (redirect && problem !== undefined) (found ??= []).push({ at: redirect.at, facts: { problem } });
      }
    }
    return found ?? FINE;
  },
});

const STATUS: ReadonlySet<unknown> = new Set(['HTTP_301', 'HTTP_302']);

function problemOf(redirect: Redirect, spoken: Listener['protocol'] | undefined): string | undefined {
  const { protocol, host, port, path, statusCode } = redirect;
  if (isKnown(statusCode) && !STATUS.has(statusCode)) {
    return `has ${statusCode === undefined ? 'no status' : `the status ${statusCode}`}; possible are HTTP_301 and HTTP_302`;
  }
  if (typeof path === 'string' && !path.startsWith('/')) return `leads to ${path}, which is not an absolute path`;
  if (typeof port === 'string' && port !== '#{port}' && !isPortNumber(Number(port))) return `leads to port ${port}`;
  if (spoken === 'HTTPS' && protocol === 'HTTP') return 'leads from HTTPS back to HTTP';
  const parts = [
    [protocol, '#{protocol}'],
    [host, '#{host}'],
    [port, '#{port}'],
    [path, '/#{path}'],
  ] as const;
  const stays = parts.every(([given, same]) => given === undefined || given === same);
  return stays ? 'changes nothing but the query, so it leads to itself' : undefined;
}
