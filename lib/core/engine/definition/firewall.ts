import { type IpFamily } from '../../values/address';
import { type EngineSettings } from './docker-host';
import { does } from './engine-version';

/** Whether the engine filters and translates an address family: its rules are in the kernel then. */
export function filters(engine: EngineSettings, family: IpFamily): boolean {
  if (family === 4) return engine.iptables ?? true;
  return engine.ip6tables ?? does(engine, 'ipv6-filtered');
}

/** Whether what is sent to the address of a container from elsewhere is dropped, whatever its port. */
export function dropsDirect(engine: EngineSettings, family: IpFamily): boolean {
  return does(engine, 'direct-access-dropped') && engine.directRouting !== true && filters(engine, family);
}
