import { type Data, isData, type Source } from '../../core/reading/field';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { type Resource } from './resources';

const INIT = 'AWS::CloudFormation::Init';

/**
 * What an instance runs when it boots: its user data and, where that calls `cfn-init` for one of the resources, the files and
 * commands in the metadata of that resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html
 */
export function bootScript(
  userData: Knowable<string | undefined>,
  resources: readonly (Resource | undefined)[],
): Knowable<string | undefined> {
  if (userData === undefined || !isKnown(userData) || !userData.includes('cfn-init')) return userData;
  const named = resources.find((one) => one !== undefined && userData.includes(one.id) && initOf(one) !== undefined);
  const parts = named ? scriptsIn(named) : [];
  const whole = [userData, ...parts.filter(isKnown)].join('\n');
  // what is not known may be about the agent, unless something else is
  return whole.includes('ECS_CLUSTER') ? whole : (parts.find((part) => !isKnown(part)) ?? whole);
}

/** A script, or a part of one; unknown when all of it is given at deployment. */
export function scriptText(source: Source, raw: unknown): Knowable<string> | undefined {
  const text = source.identify(raw);
  const isGiven = typeof text === 'string' && /^\$\{[^}]*\}$/.test(text);
  return isGiven ? new Unknown(`what ${text} stands for is known at deployment`) : text;
}

function initOf({ body }: Resource): Data | undefined {
  const metadata = body['Metadata'];
  const init = isData(metadata) ? metadata[INIT] : undefined;
  return isData(init) ? init : undefined;
}

/** What the files say, and then what the commands do, which run in the order of their names. */
function scriptsIn(resource: Resource): Knowable<string>[] {
  const { source } = resource.properties;
  const text = (raw: unknown): readonly Knowable<string>[] => {
    const words = (Array.isArray(raw) ? (raw as unknown[]) : [raw]).flatMap((word) => scriptText(source, word) ?? []);
    return [words.find((word) => !isKnown(word)) ?? words.filter(isKnown).join(' ')];
  };
  return Object.values(initOf(resource) ?? {})
    .filter(isData)
    .flatMap((config) => [
      ...entriesOf(config['files']).flatMap(([, file]) => text(file['content'])),
      ...entriesOf(config['commands'])
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([, command]) => text(command['command'])),
    ]);
}

function entriesOf(data: unknown): [string, Data][] {
  if (!isData(data)) return [];
  return Object.entries(data).filter((entry): entry is [string, Data] => isData(entry[1]));
}
