import type Docker from 'dockerode';
import { setTimeout as sleep } from 'node:timers/promises';
import { containerDifferences, type Difference, networkDifferences } from './provider-read';
import { bringUpContainer, createContainer, createNetwork, labels, text } from './provider-send';
import { createService, serviceDifferences } from './provider-service';
import {
  type Attributes,
  type Block,
  evaluate,
  inOrderOfCreation,
  ownAttributes,
  referencesOf,
  type TerraformJson,
} from './terraform-json';

/** What the provider would do at the next apply. */
export interface Change {
  readonly address: string;
  readonly action: 'create' | 'replace' | 'update';
  readonly differences: readonly Difference[];
}

/** Attributes of a container that an apply changes in place; any other change replaces it. */
const IN_PLACE = new Set([
  ...[
    'rm',
    'must_run',
    'start',
    'wait',
    'wait_timeout',
    'attach',
    'logs',
    'restart',
    'max_retry_count',
    'tmpfs',
    'memory',
    'memory_swap',
    'cpu_shares',
    'cpu_set',
    'init',
  ],
  'healthcheck',
]);

/**
 * Applies a synthesized Terraform configuration to a Docker engine as the docker provider would, for machines where
 * that provider cannot be had: the same calls in the same order, the same reading back.
 */
export class Applier {
  readonly #state = new Map<string, Attributes>();
  /** What the state was made from, in order of creation. */
  readonly #applied = new Map<string, Block>();
  #order: readonly Block[];
  #stack: TerraformJson;

  constructor(
    private readonly docker: Docker,
    stack: TerraformJson,
  ) {
    this.#stack = stack;
    this.#order = inOrderOfCreation(stack);
  }

  /** Takes another configuration, which the next apply makes so. */
  become(stack: TerraformJson): void {
    this.#stack = stack;
    this.#order = inOrderOfCreation(stack);
  }

  /** The id of what was applied, by its address such as `docker_container.web`. */
  idOf(address: string): string | undefined {
    const id = this.#state.get(address)?.['id'];
    return id === undefined ? undefined : text(id);
  }

  /**
   * Removes what is gone from the configuration or has to be made anew, then creates what is missing, in order of
   * dependence. @throws Error in the provider's words; what exists stays, as there
   */
  async apply(): Promise<void> {
    const outdated = this.#outdated();
    for (const block of [...this.#applied.values()].reverse())
      if (outdated.has(block.address)) await this.#forget(block);
    for (const block of this.#order) {
      const before = this.#applied.get(block.address);
      if (before) {
        await this.#update(before, block);
        continue;
      }
      const wanted = evaluate(block, this.#state, this.#stack);
      try {
        await this.#create(block, wanted);
      } catch (error) {
        throw new Error(`${block.address}: ${(error as Error).message}`, { cause: error });
      }
    }
  }

  /** Reads everything back; empty when the provider would find nothing to do. */
  async plan(): Promise<Change[]> {
    const changes: Change[] = [];
    for (const block of this.#order) {
      if (block.data) continue;
      const known = this.#state.get(block.address);
      const found = known === undefined ? undefined : await this.#read(block, known);
      if (found === undefined) changes.push({ address: block.address, action: 'create', differences: [] });
      else if (found.length > 0) {
        const inPlace = block.type === 'docker_container' && found.every(({ attribute }) => IN_PLACE.has(attribute));
        changes.push({ address: block.address, action: inPlace ? 'update' : 'replace', differences: found });
      }
    }
    return changes;
  }

  /** Removes everything that was applied, in reverse order. */
  async destroy(): Promise<void> {
    for (const block of [...this.#applied.values()].reverse()) await this.#forget(block);
  }

  /** What was applied and is no more in the configuration, or in another form, or refers to something that is made anew. */
  #outdated(): ReadonlySet<string> {
    const kept = new Set(this.#order.map(({ address }) => address));
    const outdated = new Set([...this.#applied.keys()].filter((address) => !kept.has(address)));
    for (const block of this.#order) {
      const before = this.#applied.get(block.address);
      if (before === undefined) continue;
      const inPlace = block.type === 'docker_container' && changedKeys(before, block).every((key) => IN_PLACE.has(key));
      const same = inPlace || changedKeys(before, block).length === 0;
      if (!same || referencesOf(block).some((address) => outdated.has(address))) outdated.add(block.address);
    }
    return outdated;
  }

  /** Changes in place; of what our constructs write, the engine is told about the restart policy only. */
  async #update(before: Block, block: Block): Promise<void> {
    this.#applied.set(block.address, block);
    if (!changedKeys(before, block).includes('restart')) return;
    const container = this.docker.getContainer(text(this.#state.get(block.address)?.['id']));
    await container.update({ RestartPolicy: { Name: text(block.attributes['restart'], 'no') } });
  }

  async #forget(block: Block): Promise<void> {
    const state = this.#state.get(block.address);
    if (state !== undefined && !block.data) await this.#remove(block, state);
    this.#state.delete(block.address);
    this.#applied.delete(block.address);
  }

  async #create(block: Block, wanted: Attributes): Promise<void> {
    const keep = (state: Attributes): void => {
      this.#state.set(block.address, state);
      this.#applied.set(block.address, block);
    };
    switch (block.type) {
      case 'docker_image': {
        const name = text(wanted['name']);
        const image = await this.docker
          .getImage(name)
          .inspect()
          .catch(() => undefined);
        if (image === undefined) throw new Error(`did not find docker image '${name}'`);
        const digest = image.RepoDigests[0] ?? '';
        keep({ ...wanted, id: block.data ? image.Id : image.Id + name, image_id: image.Id, repo_digest: digest });
        return;
      }
      case 'docker_network':
        keep(await createNetwork(this.docker, wanted));
        return;
      case 'docker_service':
        keep(await createService(this.docker, wanted));
        return;
      case 'docker_volume': {
        const volume = await this.docker.createVolume({
          ...(wanted['name'] === undefined ? {} : { Name: text(wanted['name']) }),
          Driver: text(wanted['driver'], 'local'),
          DriverOpts: (wanted['driver_opts'] ?? {}) as Record<string, string>,
          Labels: labels(wanted['labels']),
        });
        keep({ ...wanted, id: volume.name, name: volume.name });
        return;
      }
      case 'docker_container': {
        const state = await createContainer(this.docker, wanted);
        keep(state);
        await bringUpContainer(this.docker, wanted, text(state['id']));
        keep({ ...state, ...(await networkData(this.docker, text(state['id']))) });
        return;
      }
      default:
        throw new Error(`the applier does not know ${block.type}`);
    }
  }

  /** What differs, or nothing at all when the thing is gone. */
  async #read(block: Block, known: Attributes): Promise<Difference[] | undefined> {
    const wanted = evaluate(block, this.#state, this.#stack);
    const id = text(known['id']);
    const gone = (): undefined => undefined;
    switch (block.type) {
      case 'docker_network': {
        const network = await this.docker.getNetwork(id).inspect().catch(gone);
        return network && networkDifferences(wanted, network);
      }
      case 'docker_container': {
        const container = await this.docker.getContainer(id).inspect().catch(gone);
        return container && containerDifferences(wanted, container);
      }
      case 'docker_service': {
        const service = await (this.docker.getService(id).inspect() as Promise<Docker.Service>).catch(gone);
        return service && serviceDifferences(wanted, service);
      }
      case 'docker_volume':
        return (await this.docker.getVolume(id).inspect().catch(gone)) && [];
      default:
        return (await this.docker.getImage(text(known['image_id'])).inspect().catch(gone)) && [];
    }
  }

  async #remove(block: Block, state: Attributes): Promise<void> {
    const id = text(state['id']);
    switch (block.type) {
      case 'docker_container': {
        const container = this.docker.getContainer(id);
        await container.stop({ t: Number(state['destroy_grace_seconds'] ?? 0) }).catch(goneOrStopped);
        await container.remove({ force: true, v: state['remove_volumes'] !== false }).catch(goneOrStopped);
        return;
      }
      case 'docker_service':
        await this.docker.getService(id).remove();
        return;
      case 'docker_network':
        await this.#removeNetwork(id);
        return;
      case 'docker_volume':
        await this.docker.getVolume(id).remove({ force: true });
        return;
      case 'docker_image':
        if (state['keep_locally'] !== true) await this.docker.getImage(text(state['name'])).remove({});
        return;
    }
  }

  async #removeNetwork(id: string): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await (this.docker.getNetwork(id).remove() as Promise<unknown>);
        return;
      } catch (error) {
        if (statusOf(error) === 404) return;
        if (!/has active endpoints|is in use by/.test(String(error)) || Date.now() > deadline) throw error;
        await sleep(250);
      }
    }
  }
}

function changedKeys(before: Block, after: Block): string[] {
  const [old, now] = [ownAttributes(before), ownAttributes(after)];
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]));
}

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

function goneOrStopped(error: unknown): void {
  const status = statusOf(error);
  if (status !== 304 && status !== 404 && status !== 409) throw error as Error;
}

/** What the provider reads of the networks of a container once it runs. */
async function networkData(docker: Docker, id: string): Promise<Attributes> {
  const { NetworkSettings } = await docker.getContainer(id).inspect();
  const networks = Object.entries(NetworkSettings.Networks);
  return {
    network_data: networks.map(([name, network]) => ({ network_name: name, ip_address: network.IPAddress })),
  };
}
