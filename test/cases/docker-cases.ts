import { type Case } from './case';

/** Mistakes in compose files and in Docker resources of Terraform, in `bug-reports`. */
export const DOCKER_CASES: readonly Case[] = [
  { files: ['01-hostport-in-env.yaml'], says: ['dialled-port-not-listened-on'] },
  { files: ['01-hostport-in-env.fixed.yaml'], says: [] },
  { files: ['02-localhost-in-env.yaml'], says: ['dialled-localhost-of-another-container'] },
  { files: ['02-localhost-in-env.fixed.yaml'], says: [] },
  { files: ['03-stack-one.yaml', '03-stack-two.yaml'], says: ['name-shared-between-projects'] },
  { files: ['03-stack-one.yaml'], says: [] },
  { files: ['04-name-and-replicas.yaml'], says: [], refuses: 'container_name' },
  { files: ['04-name-and-replicas.fixed.yaml'], says: [] },
  { files: ['05-traefik-two-nets.yaml'], says: ['proxy-network-not-shared'] },
  { files: ['08-subnet-misplaced.yaml'], says: [], refuses: 'it belongs under ipam.config' },
  { files: ['13-internal-ports.yaml'], says: ['ports-without-way-in'] },
  { files: ['13-internal-ports.fixed.yaml'], says: [] },
  {
    files: ['17-app.yaml', '17-nginx.yaml'],
    says: [],
    asks: { from: 'nginx', to: 'app', port: '80/tcp', answer: 'blocked' },
  },
  { files: ['19-db-on-all-interfaces.yaml'], says: ['database-published-everywhere'] },
  { files: ['19-db-on-all-interfaces.fixed.yaml'], says: [] },
  { files: ['22-links-default-bridge.yaml'], says: [] },
  { files: ['22b-no-links-default-bridge.yaml'], says: ['dialled-name-unknown'] },
  { files: ['24-gateway-priority.yaml'], says: ['priority-without-gateway-priority'] },
  { files: ['24b-internal-first.yaml'], says: [] },
  { files: ['26-fixed-subnet-in-pool.yaml'], says: ['subnet-in-address-pools'] },
  { files: ['26-fixed-subnet-in-pool.fixed.yaml'], says: [] },
  {
    files: ['27-two-env.yaml'],
    says: [],
    asks: { from: 'web', to: 'db', port: '5432/tcp', answer: 'dial host:5433' },
  },
  { files: ['28-deploy-replicas-fixed-port.yaml'], says: ['replicas-share-host-port'] },
  { files: ['63-service-connect-no-dns.tf.json'], says: ['task-dials-unknown-name'] },
  {
    files: ['68-docker-network-mode-name.tf.json'],
    says: [],
    asks: { from: 'docker_container.m[0]', to: 'docker_container.b', port: '21003/tcp', answer: 'reachable' },
  },
  { files: ['69-docker-default-bridge-names.tf.json'], says: ['dialled-name-unknown'] },
];
