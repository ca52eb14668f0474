import { Token } from 'cdktf';
import { type IConstruct } from 'constructs';
import { resolveIn } from '../../terraform/tokens';

/** Where cdktf has put a token in a text. */
const TOKEN = /\$\{(?!TfToken\[)/g;

/** A text in which tokens alone are expressions: what a shell or a program calls `${HOME}` stays as it is. */
export function literal(text: string): string {
  return text.replaceAll(TOKEN, '$$${').replaceAll('%{', '%%{');
}

const MARK = '\uE000';

/**
 * Data as JSON inside of Terraform: tokens become expressions, numbers that Terraform decides too, and everything else is
 * written as it stands.
 */
export function jsonText(scope: IConstruct, data: unknown): string {
  const text = JSON.stringify(written(data), (_key, value: unknown) => {
    if (typeof value !== 'number' || !Token.isUnresolved(value)) return value;
    const resolved = resolveIn(scope, value);
    return typeof resolved === 'number' ? resolved : `${MARK}${String(resolved)}${MARK}`;
  });
  return text.replaceAll(new RegExp(`"${MARK}(.*?)${MARK}"`, 'g'), (_, expression: string) => expression);
}

function written(value: unknown): unknown {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, written(inner)]));
}

/** Data, such as the arguments of a block, with each text in it as {@link literal} writes it. */
export function literals(value: unknown): unknown {
  return written(value);
}

const LONGEST_NAME = 255;

/** A name that ECS takes, from the path of a construct. */
export function nameFrom({ node }: IConstruct): string {
  return node.path.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(-LONGEST_NAME);
}

/** The same for a capacity provider, whose name must not begin with `aws`, `ecs` or `fargate`. */
export function capacityProviderName(construct: IConstruct): string {
  return nameFrom(construct)
    .replace(/^(?=aws|ecs|fargate)/i, 'cp-')
    .slice(0, LONGEST_NAME);
}
