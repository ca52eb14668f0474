import { join } from 'node:path/posix';
import { isData } from '../../../core/reading/field';
import { type World } from './module';
import { type TerraformOptions } from './options';

/** The list that Terraform keeps of the modules that it fetched, from the folder of the root module. */
const LIST = '.terraform/modules/modules.json';

interface Installed {
  readonly source: string;
  readonly folder: string;
}

/** The folders in which `terraform init` installed the modules of a configuration. The manifest is read on demand. */
export function installedModules(root: string, { load }: TerraformOptions): World['installed'] {
  let known: ReadonlyMap<string, Installed> | undefined;
  return (names, source) => {
    known ??= listed(load?.(join(root, LIST)) ?? '', root);
    const found = known.get(names.join('.'));
    return found && isSame(found.source, source) ? found.folder : undefined;
  };
}

function listed(text: string, root: string): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  for (const one of modulesIn(text)) {
    const { Key: key, Source: source, Dir: folder } = isData(one) ? one : {};
    if (typeof key !== 'string' || typeof source !== 'string' || typeof folder !== 'string') continue;
    found.set(key, { source, folder: join(root, folder) });
  }
  return found;
}

function modulesIn(text: string): readonly unknown[] {
  try {
    const data: unknown = JSON.parse(text);
    const modules = isData(data) ? data['Modules'] : undefined;
    return Array.isArray(modules) ? modules : [];
  } catch {
    return [];
  }
}

/** Whether a module is still the one that was fetched: the list has the host of a registry in front of its names. */
function isSame(listedSource: string, source: string): boolean {
  if (!OF_REGISTRY.test(source)) return true;
  return listedSource === source || listedSource.endsWith(`/${source}`);
}

const OF_REGISTRY = /^(?:[\w.-]+\.[a-z]+\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/;
