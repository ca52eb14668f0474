import { nameOf, isPredefined, endpointsOf } from '../../engine/definition/docker-reading';
import { staticAddressesOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const staticAddressOnDefaultBridge = defineRule<
  'dockerHost',
  { container: string; address: string; network: string }
>({
  id: 'static-address-on-default-bridge',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'fixed address on the default bridge',
  why: 'on the default bridge the engine hands out every address itself',
  broken: 'the engine refuses it: "user specified IP address is supported on user defined networks only"',
  fix: 'put the container on a user-defined network with a subnet',
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 default bridge, host, none', '2.3 fixed IP', '5.2 bridge with address'],
  explain: ({ container, address, network }) =>
    `container ${container} asks for ${address} on network ${network}, where the engine assigns every address`,
  *check(host) {
    for (const attachment of endpointsOf(host)) {
      const network = known(attachment.endpoint.network);
      if (network === undefined || !isPredefined(network)) continue;
      for (const { container, endpoint, field, address } of staticAddressesOf(attachment)) {
        if (!address) continue;
        yield {
          at: atField(endpoint.at, field),
          facts: { container: nameOf(container), address: address.toString(), network },
        };
      }
    }
  },
});
