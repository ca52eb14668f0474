import type Docker from 'dockerode';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Applier } from './applier';
import { findProgram, runToEnd } from './run';
import type { TerraformJson } from './terraform-json';

/** A way to bring a synthesized configuration to an engine: Terraform itself, or the project's own applier. */
export interface Deployment {
  /** Which way it is and why, for the test's output. */
  readonly way: string;
  readonly terraform: boolean;
  /** @throws Error with what the provider or the engine said */
  apply(): Promise<void>;
  /** Takes another configuration, which the next apply makes so. */
  become(stack: TerraformJson): void;
  /** Addresses of what another apply would change, empty for a healthy stack. */
  plan(): Promise<readonly string[]>;
  destroy(): Promise<void>;
  /** Removes working folders; the engine is not touched. */
  close(): void;
}

export interface DeploymentProps {
  readonly stack: TerraformJson;
  readonly dockerHost: string;
  readonly docker: Docker;
  /** Provider version or constraint to insist on, instead of the one in the configuration. @default - as configured */
  readonly providerVersion?: string;
  /** @default 'terraform' */
  readonly program?: 'terraform' | 'tofu';
}

/** Terraform when it is there and `init` can get the provider, else the applier; `way` says which and why. */
export async function deployment(props: DeploymentProps): Promise<Deployment> {
  const program = findProgram(props.program ?? 'terraform');
  if (program === undefined) return byApplier(props, `${props.program ?? 'terraform'} is not in PATH`);
  const workspace = new Terraform(program, props);
  const failure = await workspace.init();
  if (failure === undefined) return workspace;
  workspace.close();
  return byApplier(props, `terraform init could not get the provider: ${failure}`);
}

function byApplier(props: DeploymentProps, why: string): Deployment {
  const applier = new Applier(props.docker, props.stack);
  return {
    way: `the project's applier, because ${why}`,
    terraform: false,
    apply: () => applier.apply(),
    become: (stack) => {
      applier.become(stack);
    },
    plan: async () => (await applier.plan()).map(({ address }) => address),
    destroy: () => applier.destroy(),
    close: () => undefined,
  };
}

type RequiredProviders = Record<string, { source?: string; version?: string }>;
type Providers = Record<string, Record<string, unknown> | Record<string, unknown>[]>;

/** A working folder with the configuration, pointed at the given engine. */
export class Terraform implements Deployment {
  readonly terraform = true;
  readonly folder = mkdtempSync(join(tmpdir(), 'portwright-tf-'));
  #way = 'terraform, before init';

  constructor(
    private readonly program: string,
    private readonly props: DeploymentProps,
  ) {
    this.become(props.stack);
  }

  become(stack: TerraformJson): void {
    const configuration = aimedAt({ ...this.props, stack });
    writeFileSync(join(this.folder, 'cdk.tf.json'), JSON.stringify(configuration, undefined, 1));
  }

  get way(): string {
    return this.#way;
  }

  /** Gets the provider and validates. @returns the reason when the provider cannot be had */
  async init(): Promise<string | undefined> {
    const init = await this.#run('init', '-input=false', '-no-color');
    if (init.code !== 0) return lastLines(init.stderr);
    const versions = JSON.parse((await this.#run('version', '-json')).stdout) as {
      terraform_version: string;
      provider_selections: Record<string, string>;
    };
    const [provider] = Object.entries(versions.provider_selections).map(
      ([source, version]) => `${source.split('/').slice(-2).join('/')} ${version}`,
    );
    this.#way = `terraform ${versions.terraform_version} with provider ${String(provider)}`;
    return undefined;
  }

  /** @throws Error with Terraform's own diagnostics */
  async validate(): Promise<void> {
    await this.#mustRun('validate', '-no-color');
  }

  async apply(): Promise<void> {
    await this.validate();
    await this.#mustRun('apply', '-auto-approve', '-input=false', '-no-color');
  }

  async plan(): Promise<readonly string[]> {
    const plan = await this.#run('plan', '-detailed-exitcode', '-input=false', '-no-color', '-out=plan');
    if (plan.code === 0) return [];
    if (plan.code !== 2) throw new Error(`plan: ${lastLines(plan.stderr)}`);
    const { stdout } = await this.#run('show', '-json', 'plan');
    const { resource_changes: changes } = JSON.parse(stdout) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return (changes ?? [])
      .filter(({ change }) => !['no-op', 'read'].includes(change.actions.join()))
      .map((c) => c.address);
  }

  async destroy(): Promise<void> {
    await this.#mustRun('destroy', '-auto-approve', '-input=false', '-no-color');
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(...args: readonly string[]): ReturnType<typeof runToEnd> {
    const env = { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
    return runToEnd(this.program, args, { cwd: this.folder, env });
  }

  async #mustRun(...args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.#run(...args);
    if (code !== 0) throw new Error(`terraform ${args[0] ?? ''}: ${lastLines(stderr)}`);
  }
}

/** The configuration with every docker provider on the given engine and the state in the working folder. */
function aimedAt({ stack, dockerHost, providerVersion }: DeploymentProps): TerraformJson {
  const providers = (stack.provider ?? {}) as Providers;
  const docker = [providers['docker'] ?? {}].flat().map((block) => ({ ...block, host: dockerHost }));
  const terraform = { ...stack.terraform };
  delete terraform['backend'];
  const required = (terraform['required_providers'] ?? {}) as RequiredProviders;
  const version = providerVersion ?? required['docker']?.version;
  return {
    ...stack,
    terraform: {
      ...terraform,
      required_providers: {
        ...required,
        docker: { source: 'kreuzwerker/docker', ...required['docker'], ...(version === undefined ? {} : { version }) },
      },
    },
    provider: { ...providers, docker },
  };
}

function lastLines(text: string): string {
  const lines = text.replace(/[│╷╵]/g, '').split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 12)
    .join(' ');
}

/** The synthesized configuration of one stack in a cdktf output folder. */
export function synthesized(outdir: string, stack: string): TerraformJson {
  return JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as TerraformJson;
}
