import { isData, type Data } from '../../core/reading/field';

/** Keys of `deploy` that only a swarm uses. */
const OF_A_SWARM = ['placement', 'update_config', 'rollback_config', 'endpoint_mode'];

/** Whether services are written for `docker stack deploy`: Compose ignores these settings. */
export function isStack(services: Data): boolean {
  return Object.values(services).some((service) => {
    const deploy = isData(service) ? service['deploy'] : undefined;
    return isData(deploy) && (deploy['mode'] === 'global' || OF_A_SWARM.some((key) => deploy[key] !== undefined));
  });
}
