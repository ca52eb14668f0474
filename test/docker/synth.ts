import { types } from 'node:util';
import { App, TerraformStack, Testing } from 'cdktf';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerEngine, type DockerEngineProps } from '../../lib/docker';

type Block = Readonly<Record<string, unknown>>;

/** An app that writes into a directory of its own. */
export function newApp(): App {
  return new App({ outdir: mkdtempSync(join(tmpdir(), 'portwright-docker-')) });
}

/** An engine in a stack of its own. */
export function newEngine(props: DockerEngineProps = {}): DockerEngine {
  return new DockerEngine(new TerraformStack(newApp(), 'stack'), 'local', props);
}

/** What a stack becomes, validated or not; hashes in names of resources left out. */
export function synthesize(engine: DockerEngine, validate = true): Readonly<Record<string, Record<string, unknown>>> {
  const text = Testing.synth(TerraformStack.of(engine), validate);
  return JSON.parse(text.replaceAll(/_[0-9A-F]{8}\b/g, '')) as Record<string, Record<string, unknown>>;
}

/** The blocks of a kind by the name on the engine, without what cdktf adds for itself. */
export function resources(engine: DockerEngine, type: string, validate = true): Record<string, Block> {
  const written = (synthesize(engine, validate)['resource'] ?? {}) as Record<string, Record<string, Block>>;
  const hidden = ['//', 'provider'];
  const blocks = Object.values(written[type] ?? {}).map((block): Block =>
    Object.fromEntries(Object.entries(block).filter(([key]) => !hidden.includes(key))),
  );
  return Object.fromEntries(blocks.map((block) => [String(block['name']), block]));
}

export function container(engine: DockerEngine, name: string, validate = true): Block {
  return found(resources(engine, 'docker_container', validate), name);
}

export function network(engine: DockerEngine, name: string, validate = true): Block {
  return found(resources(engine, 'docker_network', validate), name);
}

function found(blocks: Record<string, Block>, name: string): Block {
  const block = blocks[name];
  if (!block) throw new Error(`there is no ${name} in ${Object.keys(blocks).join(', ')}`);
  return block;
}

/** What the synth warns of. */
export function warnings(engine: DockerEngine): string[] {
  synthesize(engine);
  return engine.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => String(data)));
}

/** What a synthesized app wrote for a stack. */
export function written(app: App, stack: string): string {
  return readFileSync(join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
}

/** The ModelError or other error that something throws. */
export function thrown(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (types.isNativeError(error)) return error; // of node's own, where a framework threw it
  }
  throw new Error('nothing was thrown');
}
