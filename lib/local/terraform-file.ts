import { type LocalPlan, type PlannedContainer } from '../core/local/local-plan';
import { VPC_NETWORK } from '../core/local/local-task';
import { filled, rewritten, seconds, type Setting, volumesOf } from './settings';

/** The provider that the file is for. */
const PROVIDER = { source: 'kreuzwerker/docker', version: '>= 3.6.2, < 5.0.0' } as const;

/** A plan as Terraform JSON for the docker provider. */
export function terraformFile(plan: LocalPlan, project: string): string {
  const images = new Map<string, string>();
  for (const { image } of plan.containers) if (!images.has(image)) images.set(image, freeLabel(image, images));
  const usesVpc = plan.containers.some(({ aliases }) => aliases !== undefined);
  const volumes = volumesOf(plan);
  const awaited = new Set(
    plan.containers.flatMap(({ startsAfter }) => startsAfter.map(({ key, condition }) => `${condition} ${key}`)),
  );
  const content = {
    terraform: { required_providers: { docker: PROVIDER } },
    provider: { docker: {} },
    resource: filled({
      docker_image: Object.fromEntries(
        [...images].map(([name, label]) => [label, { name: literal(name), keep_locally: true }]),
      ),
      docker_network: usesVpc ? { [VPC_NETWORK]: { name: literal(`${project}_${VPC_NETWORK}`) } } : {},
      docker_volume: Object.fromEntries(
        volumes.map((name) => [labelOf(name), { name: literal(`${project}_${name}`) }]),
      ),
      docker_container: Object.fromEntries(
        plan.containers.map((container) => [
          labelOf(container.key),
          containerOf(container, { image: images.get(container.image) ?? '', awaited, project }),
        ]),
      ),
    }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** A name as the label of a block: it begins with a letter. */
function labelOf(name: string): string {
  const label = name.replace(/[^a-zA-Z0-9_-]+/g, '-').replace(/^-+/, '');
  return /^[a-zA-Z]/.test(label) ? label : `c-${label}`;
}

function freeLabel(name: string, taken: ReadonlyMap<string, string>): string {
  const used = new Set(taken.values());
  const wanted = labelOf(name);
  let label = wanted;
  for (let number = 2; used.has(label); number++) label = `${wanted}-${number}`;
  return label;
}

/** A text in which nothing is an expression. */
function literal(text: string): string {
  return text.replaceAll('${', '$$${').replaceAll('%{', '%%{');
}

function reference(key: string, attribute: string): string {
  return `\${docker_container.${labelOf(key)}.${attribute}}`;
}

function containerOf(
  container: PlannedContainer,
  {
    image,
    awaited,
    project,
  }: { readonly image: string; readonly awaited: ReadonlySet<string>; readonly project: string },
): Setting {
  const { key, local, command, environment, links, startsAfter, mounts, volumesFrom } = container;
  const { settings, spec } = local;
  const health = spec?.healthCheck;
  const own = filled({
    name: key,
    entrypoint: spec?.entryPoint,
    command,
    working_dir: spec?.workingDirectory,
    user: settings.user,
    env: environment.map(({ name, value }) => `${name}=${value}`).sort(),
    hostname: settings.hostname,
    dns: settings.dns,
    dns_search: settings.dnsSearch,
    sysctls: settings.sysctls,
    init: settings.init,
    privileged: settings.privileged,
    read_only: spec?.readonlyRootFilesystem ?? false,
    capabilities: filled({ add: settings.capAdd, drop: settings.capDrop }),
    memory: spec?.memory,
    mounts: mounts.map(({ source, isFolder, path, readOnly }) => ({
      type: isFolder ? 'bind' : 'volume',
      source: isFolder ? source : `${project}_${source}`,
      target: path,
      read_only: readOnly,
    })),
    healthcheck:
      health && health.test.length > 0
        ? filled({
            test: [...health.test],
            interval: seconds(health.intervalSeconds),
            timeout: seconds(health.timeoutSeconds),
            retries: health.retries,
            start_period: seconds(health.startPeriodSeconds),
          })
        : undefined,
    // a job may end, and what waits for its end waits for the whole of it
    attach: awaited.has(`SUCCESS ${key}`) || awaited.has(`COMPLETE ${key}`),
    wait: awaited.has(`HEALTHY ${key}`),
  });
  return {
    ...(rewritten(own, literal) as Setting),
    ...(spec?.essential === false && { must_run: false }),
    image: `\${docker_image.${image}.image_id}`,
    ...namespaceOf(container),
    ...filled({
      pid_mode:
        container.processesOf === undefined ? settings.pidMode : `container:${reference(container.processesOf, 'id')}`,
      ipc_mode:
        container.memoryOf === undefined ? settings.ipcMode : `container:${reference(container.memoryOf, 'id')}`,
      host: [
        ...settings.extraHosts.map((entry) => {
          const at = entry.indexOf(':');
          return { host: literal(entry.slice(0, at)), ip: literal(entry.slice(at + 1)) };
        }),
        // the provider sends no links: an entry in the hosts file resolves as one does
        ...links.map((link) => ({ host: literal(link.alias), ip: reference(link.key, 'network_data[0].ip_address') })),
      ],
      ports: portsOf(container),
      volumes: volumesFrom.map((from) => {
        const [source = '', mode] = from.split(':');
        return { from_container: reference(source, 'id'), read_only: mode === 'ro' };
      }),
      depends_on: [...new Set(startsAfter.map((wait) => `docker_container.${labelOf(wait.key)}`))],
    }),
  };
}

function namespaceOf({ local, sharesWith, aliases }: PlannedContainer): Setting {
  const { networkMode, networkDisabled } = local.settings;
  if (networkDisabled) return { network_mode: 'none' };
  if (sharesWith !== undefined) return { network_mode: `container:${reference(sharesWith, 'id')}` };
  if (aliases === undefined) return { network_mode: networkMode === '' ? 'bridge' : networkMode };
  const names = aliases.length > 0 ? { aliases: aliases.map(literal) } : {};
  return { network_mode: 'bridge', networks_advanced: [{ name: `\${docker_network.${VPC_NETWORK}.id}`, ...names }] };
}

/** In the order in which the engine reads them back. */
function portsOf({ local }: PlannedContainer): readonly Setting[] {
  return [...local.settings.portBindings]
    .sort((one, other) => Number(one.port) - Number(other.port) || one.protocol.localeCompare(other.protocol))
    .map(({ port, protocol, host }) => ({
      internal: port,
      ...(!host.chosen && { external: host.number }),
      protocol,
      ...(local.isPublishedForDeveloper && { ip: '127.0.0.1' }),
    }));
}
