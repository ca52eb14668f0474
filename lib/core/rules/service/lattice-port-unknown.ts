import { knowsPortNames, portNames, taskOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { quoted } from '../../values/model-error';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE } from '../sources';

export const latticePortUnknown = defineRule<'service', { port: string; names: readonly string[] }>({
  id: 'lattice-port-unknown',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a VPC Lattice target for a port name that no mapping has',
  why: 'the name of the port mapping is the only way to say which port is meant',
  broken: 'CreateService refuses the service: the port name is not in the task definition',
  fix: 'use the name of a port mapping of the task definition',
  sources: [API_SERVICE, 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html'],
  catalogue: ['SC-11'],
  explain: ({ port, names }) =>
    `the service offers port ${quoted(port)} through VPC Lattice; the task definition names ${names.length === 0 ? 'none' : names.join(', ')}`,
  check(service) {
    if (service.lattice.items.length === 0) return FINE;
    const task = taskOf(service);
    if (!task || !knowsPortNames(task)) return FINE;
    const names = portNames(task);
    return inEach(service.lattice.items, ({ at, portName: port }) => {
      if (typeof port !== 'string' || names.includes(port)) return undefined;
      return { at: atField(at, 'portName'), facts: { port, names }, others: [task.at] };
    });
  },
});
