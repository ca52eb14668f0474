import { defineRule } from '../rule';
import { connectOf, serviceModeOf } from '../../ecs/service-reading';
import { agent, GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

export const serviceConnectMode = defineRule<'service', { mode: string; offers: boolean }>({
  id: 'service-connect-mode',
  subject: 'service',
  effect: 'cannot work',
  title: 'Service Connect in a mode other than bridge and awsvpc',
  why: 'its proxy intercepts the traffic of a stack that belongs to the task',
  broken:
    'the task stops: "service connect does not support for host newtork mode"; a mere client starts, but nothing is intercepted',
  fix: 'use bridge or awsvpc',
  sources: [GUIDE_CONNECT, agent('agent/api/serviceconnect/service_connect_validator.go')],
  catalogue: ['SC-01'],
  explain: ({ mode, offers }) =>
    `the service ${offers ? 'offers ports through' : 'is a client of'} Service Connect, which network mode ${mode} does not support`,
  check(service) {
    const connect = connectOf(service);
    if (!connect) return FINE;
    const mode = serviceModeOf(service);
    if (mode?.serviceConnect !== 'none') return FINE;
    const offers = connect.entries.items.length > 0;
    return [{ at: connect.at, facts: { mode: mode.name, offers }, ...(offers ? {} : { effect: 'may go wrong' }) }];
  },
});
