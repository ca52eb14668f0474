import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf, knowsPortNames, portNames, mappingNamed, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { API_CONNECT } from '../sources';
import { FINE, inEach } from '../violations';

export const serviceConnectPortUnknown = defineRule<'service', { port: string; names: readonly string[] }>({
  id: 'service-connect-port-unknown',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'Service Connect port that the task definition does not name',
  why: 'the name of the port mapping is the only way to say which port is meant',
  broken: 'CreateService refuses the service: the port name is not in the task definition',
  fix: ({ field, containerField, either }) =>
    either(
      'give connect() the handle of a port that has a name',
      `set ${field('portName')} to the ${containerField('name')} of a port mapping of the task`,
    ),
  sources: [API_CONNECT],
  catalogue: ['SC-11'],
  explain: ({ port, names }) =>
    `the service offers port ${quoted(port)}; the task definition names ${names.length === 0 ? 'none' : names.join(', ')}`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    const task = taskOf(service);
    if (entries.length === 0 || !task || serviceModeOf(service)?.serviceConnect === 'none') return FINE;
    return inEach(entries, ({ at, portName: port }) => {
      if (typeof port !== 'string' || mappingNamed(task, port) || !knowsPortNames(task)) return undefined;
      return { at: atField(at, 'portName'), facts: { port, names: portNames(task) }, others: [task.at] };
    });
  },
});
