import type { TerraformJson } from './terraform-json';

const BUSYBOX = '${data.docker_image.busybox.name}';
const SLEEP = ['sleep', '100000'];

/** A small stack by hand, in the shape that cdktf synthesizes, with one of each kind of container. */
export const STACK: TerraformJson = {
  terraform: { required_providers: { docker: { source: 'kreuzwerker/docker', version: '>= 3.6.2, < 5.0.0' } } },
  provider: { docker: [{}] },
  data: { docker_image: { busybox: { name: 'busybox:latest' } } },
  resource: {
    docker_network: {
      front: { name: 'front', ipam_config: [{ subnet: '172.25.0.0/16', gateway: '172.25.0.1' }] },
      back: { name: 'back', internal: true, ipam_config: [{ subnet: '172.26.0.0/24', gateway: '172.26.0.1' }] },
    },
    docker_container: {
      web: {
        name: 'web',
        image: BUSYBOX,
        command: SLEEP,
        networks_advanced: [
          { name: '${docker_network.front.id}', ipv4_address: '172.25.3.3', aliases: ['www'] },
          { name: '${docker_network.back.id}', aliases: ['api'] },
        ],
        ports: [
          { internal: 80, external: 8480 },
          { internal: 81, protocol: 'tcp' },
        ],
      },
      db: {
        name: 'db',
        image: BUSYBOX,
        command: SLEEP,
        networks_advanced: [{ name: '${docker_network.back.id}' }],
        depends_on: ['docker_container.web'],
      },
      side: { name: 'side', image: BUSYBOX, command: SLEEP, network_mode: 'container:${docker_container.web.id}' },
      plain: { name: 'plain', image: BUSYBOX, command: SLEEP },
      alone: { name: 'alone', image: BUSYBOX, command: SLEEP, network_mode: 'none' },
      guest: { name: 'guest', image: BUSYBOX, command: SLEEP, network_mode: 'host' },
    },
  },
};
