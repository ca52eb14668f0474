import { isData, own, type Data } from '../../core/reading/field';

/** A stack of a cloud assembly, as `cdk synth` writes it into the manifest. */
export interface AssemblyStack {
  /** Name of the file of its template, in the folder of the manifest. */
  readonly template: string;
  readonly stack: string;
  /** Account and region, such as `aws://123456789012/eu-west-1`. */
  readonly environment: string;
  /** What is kept about its constructs, by their paths; a name: the file of it, in the folder of the manifest. */
  readonly metadata: Data | string;
}

/** What a manifest of a cloud assembly tells of. */
export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
  /** Folders of the stages, in the folder of the manifest. */
  readonly stages: readonly string[];
}

/** What is called so in the folder that `cdk synth` writes. */
export const MANIFEST = 'manifest.json';

/** The assembly that a manifest is of; undefined for any other text. */
export function assemblyOf(text: string): Assembly | undefined {
  const manifest = jsonOf(text);
  const artifacts = isData(manifest) ? manifest['artifacts'] : undefined;
  if (!isData(artifacts) || !isData(manifest) || typeof manifest['version'] !== 'string') return undefined;
  const of = (type: string): [string, Data, Data][] =>
    Object.entries(artifacts).flatMap(([id, artifact]) =>
      isData(artifact) && artifact['type'] === type ? [[id, artifact, data(artifact['properties'])]] : [],
    );
  return {
    stacks: of('aws:cloudformation:stack').flatMap(([id, artifact, properties]) => {
      const template = own(properties, 'templateFile');
      const name = own(properties, 'stackName');
      const { environment, metadata, additionalMetadataFile: file } = artifact;
      if (typeof template !== 'string') return [];
      return [
        {
          template,
          stack: typeof name === 'string' ? name : id,
          environment: typeof environment === 'string' ? environment : '',
          metadata: typeof file === 'string' ? file : data(metadata),
        },
      ];
    }),
    stages: of('cdk:cloud-assembly').flatMap(([, , { directoryName }]) =>
      typeof directoryName === 'string' ? [directoryName] : [],
    ),
  };
}

function data(value: unknown): Data {
  return isData(value) ? value : {};
}

/** What a text in JSON says; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The region of an environment; undefined while it is decided at deployment. */
export function regionOf(environment: string): string | undefined {
  return /^aws:\/\/[^/]*\/([a-z]{2}(?:-[a-z]+)+-\d+)$/.exec(environment)?.[1];
}
