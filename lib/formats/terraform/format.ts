import { join } from 'node:path/posix';
import { isData } from '../../core/reading/field';
import { defineFormat } from '../format';
import { parseText, withoutRepeats, type TextDocument } from '../text/document';
import { snakeCased } from '../text/pointer';
import type * as Language from './language/hcl-document';
import { loadTerraformParser } from './language/parser';
import type * as Reader from './reader';
import { OF_MODULE, OF_MODULE_IN_JSON } from './file-names';

/** Arguments whose names are not those of the model in snake case. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  ipv4: ['ipv4_address'],
  ipv6: ['ipv6_address'],
  hostPort: ['external'],
  containerPort: ['internal'],
  hostAddress: ['ip'],
  ipam: ['ipam_config'],
  auxiliary: ['aux_address'],
  namespace: ['network_mode'],
  endpoints: ['networks_advanced'],
  published: ['ports'],
  publishAll: ['publish_all_ports'],
  network: ['name'],
  extraHosts: ['host'],
  environment: ['env'],
  role: ['iam_role'],
  placementStrategies: ['ordered_placement_strategy'],
  deploymentConfiguration: ['deployment_maximum_percent', 'deployment_minimum_healthy_percent'],
};

/** A file of OpenTofu stands for the `.tf` of the same name. */
const OF_TOFU = /\.tofu(?=$|\.json$)/i;
const HCL = /\.(?:tf|tofu|tfvars)$/i;
const OF_VALUES = /(?:^terraform|\.auto)\.tfvars(?:\.json)?$/i;

/** A line that begins a block, as no YAML or JSON has it. */
const BLOCK = /^\s*(?:(?:resource|data)\s+"[\w-]+"\s+"[\w-]+"|(?:module|variable|provider|output)\s+"[\w-]+"|locals|terraform)\s*\{/m; // prettier-ignore

/** An expression in JSON that is more than a reference. */
const EXPRESSION = /%\{|\$\{(?![\w.\-[\]]*\})/;

/** Terraform: configurations, plans and states. */
export const TERRAFORM = defineFormat({
  name: 'terraform',
  language: 'terraform',
  title: 'a Terraform file',
  plural: 'Terraform files',
  marks: '.tf, resource, planned_values',
  together: 'files of one Terraform configuration',
  holds: { docker: 'Terraform files with docker resources', ecs: 'Terraform files with ECS resources' },
  // container definitions are JSON inside, in the names of the ECS API
  spellings: (field) => [
    field,
    snakeCased(field),
    ...(Object.hasOwn(ARGUMENTS, field) ? (ARGUMENTS[field] ?? []) : []),
  ],

  syntax: {
    files: HCL,
    recognizes: (text) => BLOCK.test(text),
    parse: parsedHcl,
  },

  prepare(name, text) {
    const isOwn = HCL.test(name) || (!name.includes('.') && BLOCK.test(text));
    return isOwn || (/\.json$/i.test(name) && EXPRESSION.test(text)) ? loadTerraformParser() : undefined;
  },

  filesOf: (names) => {
    const replaced = new Set(names.filter((name) => OF_TOFU.test(name)).map((name) => name.replace(OF_TOFU, '.tf')));
    const files = names.filter((name) => OF_MODULE.test(name) && !replaced.has(name));
    return files.length === 0 ? [] : [...files, ...names.filter((name) => OF_VALUES.test(name))];
  },

  recognize({ data, file }) {
    if (/\.tfvars\.json$/i.test(file)) return 'certain';
    if (!isData(data)) return undefined;
    if (Object.hasOwn(data, 'planned_values') || OF_MODULE_IN_JSON.test(file)) return 'certain';
    if (Object.hasOwn(data, 'format_version') && isData(data['values'])) return 'certain';
    const isBlock = (key: string): boolean => isData(data[key]) || Array.isArray(data[key]);
    return ['terraform', 'resource', 'provider'].some(isBlock) ? 'certain' : undefined;
  },

  read(documents, { parameters = {}, environment = {}, load, list }) {
    const loaded: TextDocument[] = [];
    const given = new Set(documents.map(({ file }) => file));
    const filesOf = (folder: string): TextDocument[] => {
      const names = TERRAFORM.filesOf?.(list?.(folder) ?? []) ?? [];
      return names.flatMap((name) => {
        const file = join(folder, name);
        const known = loaded.find((one) => one.file === file);
        if (known) return [known];
        const text = given.has(file) ? undefined : load?.(file);
        if (text === undefined) return [];
        const document = parsed(text, file);
        loaded.push(document);
        return [document];
      });
    };
    const reading = reader().readTerraform(documents, {
      parameters,
      environment: variablesOf(environment),
      filesOf,
      ...(load === undefined ? {} : { load }),
    });
    return { reading, loaded };
  },
});

function parsed(text: string, file: string): TextDocument {
  return /\.json$/i.test(file) ? withoutRepeats(parseText(text, file)) : parsedHcl(text, file);
}

/** A file of Terraform's own language, whose code is loaded with the first of them. */
function parsedHcl(text: string, file: string): TextDocument {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  const { HclDocument } = require('./language/hcl-document') as typeof Language;
  return new HclDocument(text, file);
}

const IN_ENVIRONMENT = 'TF_VAR_';

/** Values that the environment gives to variables. */
function variablesOf(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith(IN_ENVIRONMENT) && value !== undefined ? [[name.slice(IN_ENVIRONMENT.length), value]] : [],
    ),
  );
}

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
