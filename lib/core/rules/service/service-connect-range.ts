import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf, mappingNamed, taskOf } from '../../ecs/service-reading';
import { API_CONNECT } from '../sources';
import { FINE, inEach } from '../violations';

export const serviceConnectRange = defineRule<'service', { port: string }>({
  id: 'service-connect-range',
  subject: 'service',
  effect: 'may go wrong',
  title: 'port range offered through Service Connect',
  why: 'the endpoint that it makes has one port',
  broken: 'the service is refused; aws-cdk-lib says that the port mapping does not exist',
  fix: 'name a mapping of a single port',
  sources: [API_CONNECT],
  catalogue: ['SC-11'],
  explain: ({ port }) => `the service offers ${port} through Service Connect, which is a range of ports`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    const task = taskOf(service);
    if (entries.length === 0 || !task) return FINE;
    return inEach(entries, ({ at, portName: port }) => {
      if (typeof port !== 'string' || mappingNamed(task, port)?.containerPortRange === undefined) return undefined;
      return { at: atField(at, 'portName'), facts: { port } };
    });
  },
});
