import { startIn } from '../../lib/core/vpc/start';
import { reachInNetwork } from '../../lib/core/vpc/reach';
import type { PathVerdict } from '../../lib/core/vpc/path-verdict';
import { readCloudFormation } from '../../lib/formats/cloudformation/reader';

/** A template with a question and what AWS would do. */
export interface VpcVector {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly resources: Readonly<Record<string, unknown>>;
  /** What the template says beside its resources: parameters, mappings, conditions. */
  readonly sections?: Readonly<Record<string, unknown>>;
  readonly question:
    | { readonly startup: string }
    | { readonly from: string; readonly to: string; readonly port: number; readonly protocol?: 'tcp' | 'udp' };
  readonly expect: {
    readonly verdict: 'open' | 'blocked' | 'unknown';
    /** Kind of the first thing to fix, or of the step that is not known. */
    readonly by?: string;
    readonly element?: string;
    readonly severity?: 'never' | 'may';
    /** Name of the endpoint that is not there. */
    readonly missing?: string;
  };
}

const PARAMETERS = { 'AWS::Region': 'us-east-1', 'AWS::AccountId': '111122223333', 'AWS::Partition': 'aws' };

/** What the model says of a vector, in the words of the vectors. */
export function answerVpcVector({ resources, sections = {}, question }: VpcVector): VpcVector['expect'] {
  const { networks } = readCloudFormation({ body: { ...sections, Resources: resources } }, { parameters: PARAMETERS });
  const [network] = networks;
  if (!network) throw new Error('the template has no network');
  if (!('startup' in question)) return inWords(reachInNetwork(network, question));
  const start = network.starts.find(({ key }) => key === question.startup);
  if (!start) throw new Error(`${question.startup} is not a service of the template`);
  return inWords(startIn(network, start).verdict);
}

function inWords(verdict: PathVerdict): VpcVector['expect'] {
  if (verdict.kind === 'reachable') return { verdict: 'open' };
  if (verdict.kind === 'unknown') {
    const [gap] = verdict.gaps;
    return { verdict: 'unknown', ...(gap ? { by: gap.kind, element: resourceOf(gap) } : {}) };
  }
  const [cause] = verdict.causes;
  const missing = cause?.facts['missing'];
  return {
    verdict: 'blocked',
    ...(cause ? { by: cause.kind, element: resourceOf(cause) } : {}),
    severity: verdict.extent,
    ...(typeof missing === 'string' ? { missing } : {}),
  };
}

/** The resource of the template that an element belongs to: the default ACL of a VPC has no resource of its own. */
function resourceOf({ element }: { readonly element: { readonly key: string } }): string {
  const [resource = element.key] = element.key.split(/[. ]/);
  return resource;
}

const FIELDS = ['verdict', 'by', 'element', 'severity', 'missing'] as const;

/** What differs from what a vector expects; undefined: nothing. */
export function differenceOf(vector: VpcVector): string | undefined {
  const answer = answerVpcVector(vector);
  const { expect } = vector;
  const wrong = FIELDS.filter((field) => expect[field] !== answer[field]);
  if (wrong.length === 0) return undefined;
  const shown = (one: VpcVector['expect']): string => FIELDS.map((field) => one[field]).filter(Boolean).join(' ');
  return `expected ${shown(expect)}, got ${shown(answer)}`;
}
