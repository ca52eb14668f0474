import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { does } from '../../engine/definition/engine-version';
import { parametersOf } from '../../engine/definition/kernel-parameters';
import { interfaceIn } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

type Facts = { container: string; parameter: string; option: string };

export const interfaceSysctlOnContainer = defineRule<'dockerHost', Facts>({
  id: 'interface-sysctl-on-container',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'kernel parameter of one interface among those of the container',
  why: "which network is eth0 is the engine's to say, so from 28 on the parameter belongs to the attachment",
  broken:
    'engine 28 and later refuse it from clients of their own age: "interface specific sysctl setting … must be supplied using ' +
    "driver option 'com.docker.network.endpoint.sysctls'\"; older clients get it moved for eth0, and are refused for any other",
  fix: ({ field }) =>
    `move it from ${field('sysctls')} to the options of the container's attachment (com.docker.network.endpoint.sysctls)`,
  fixFor:
    ({ option }) =>
    ({ field }) =>
      `take it out of ${field('sysctls')}, and attach the network with the driver option ` +
      `com.docker.network.endpoint.sysctls=${option}`,
  sources: ['https://docs.docker.com/engine/network/#per-interface-sysctls'],
  catalogue: ['2.3 sysctl'],
  explain: ({ container, parameter }) =>
    `container ${container} sets ${parameter}, which is of one interface, among the parameters of the whole container`,
  *check(host) {
    if (!does(host.engine, 'interface-sysctls-apart')) return;
    for (const container of [...containersIn(host, 'own'), ...containersIn(host, 'none')]) {
      for (const { written: parameter, name, value } of parametersOf(container)) {
        const found = interfaceIn(name);
        if (!found) continue;
        const shown = typeof value === 'string' ? value : '…';
        const facts = { container: nameOf(container), parameter, option: `${found.pattern}=${shown}` };
        const violation = { at: atField(container.at, 'sysctls'), facts };
        yield found.name === 'eth0' ? violation : { ...violation, effect: 'cannot deploy' };
      }
    }
  },
});
