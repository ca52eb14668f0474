/** A kind of file that people have at hand and that is not read. */
interface Foreign {
  readonly name?: RegExp;
  readonly text?: RegExp;
  /** What it is, and what to give in its place. */
  readonly hint: string;
}

const INSPECT =
  'give what docker inspect $(docker ps -aq) $(docker network ls -q) prints, or docker: for the daemon itself';

const FOREIGN: readonly Foreign[] = [
  {
    text: /(?:^|\n)\s*"?apiVersion"?\s*:[\s\S]*\n\s*"?kind"?\s*:|(?:^|\n)\s*"?kind"?\s*:[\s\S]*\n\s*"?apiVersion"?\s*:/,
    hint: 'a Kubernetes manifest is not read; Portwright knows Docker hosts and Amazon ECS',
  },
  {
    text: /(?:^|[\n{])\s*-?\s*"?TargetService"?\s*:/,
    hint: 'an AppSpec file of CodeDeploy has no network in it; give the template or the task definition that it deploys',
  },
  {
    text: /(?:^|\n)type:\s*(?:Load Balanced Web Service|Backend Service|Worker Service|Request-Driven Web Service|Scheduled Job)/,
    hint: 'a manifest of Copilot is not read; give the template that copilot svc package prints',
  },
  {
    text: /"AWSEBDockerrunVersion"\s*:\s*"?[13]/,
    hint: 'a Dockerrun.aws.json of this version has no task definition in it; of version 2, with containerDefinitions, it is read',
  },
  {
    name: /(?:^|[/\\])ecs-params\.ya?ml$/i,
    hint: 'parameters of the ECS CLI are not read; give the task definition as aws ecs describe-task-definition prints it',
  },
  {
    name: /(?:^|[/\\])serverless\.ya?ml$/i,
    hint: 'a Serverless file is not read; give the template that serverless package writes into .serverless',
  },
  {
    name: /(?:^|[/\\])cdk\.json$/i,
    hint: 'the settings of a CDK app are not read; run cdk synth, and give the folder cdk.out',
  },
  {
    text: listOf('(?:taskDefinitionArns|families)'),
    hint: 'a list of names has no task definition in it; give what aws ecs describe-task-definition --task-definition NAME prints, once for each',
  },
  {
    text: listOf('serviceArns'),
    hint: 'a list of names has no service in it; give what aws ecs describe-services --cluster CLUSTER --services NAME prints, with the task definitions of the services',
  },
  {
    text: listOf('(?:task|cluster|containerInstance)Arns'),
    hint: 'a list of names has no network in it; give what aws ecs describe-services and aws ecs describe-task-definition print',
  },
  {
    text: /^(?:CONTAINER ID\s+IMAGE|NETWORK ID\s+NAME)\b/,
    hint: `a list for people is not read; ${INSPECT}`,
  },
  {
    // a list of containers, of services of a compose project, of networks: in JSON, one a line or all in one
    text: /^\s*\[?\s*\{(?=[\s\S]*"Image(?:ID)?"\s*:)[\s\S]*"Names"\s*:|^\s*\[?\s*\{[\s\S]*"Publishers"\s*:|^\s*\[?\s*\{(?=[^{}]*"Driver"\s*:)[^{}]*"Scope"\s*:[^{}]*\}/,
    hint: `a list has too little of the networks in it; ${INSPECT}`,
  },
  {
    text: /^\s*\{[\s\S]*"ServerVersion"\s*:/,
    hint: `what docker info prints has no container in it; ${INSPECT}`,
  },
  {
    name: /(?:^|[/\\])daemon\.json$/i,
    hint: 'settings of a daemon are no input by themselves; give them with --daemon daemon.json, beside the containers that the daemon runs',
  },
  {
    text: /(?:^|\n)\[(?:Container|Pod|Kube)\]\s*\n|(?:^|\n)\[Network\]\s*\n(?:[^[\n].*\n|\n)*?(?:Subnet|Gateway|Driver|Internal|IPRange|IPv6|NetworkName|Options|DisableDNS)\s*=/,
    hint: 'a quadlet file of Podman is not read; give the lines behind ExecStart= that /usr/lib/systemd/system-generators/podman-system-generator --user --dryrun prints: podman run is read as docker run is',
  },
  {
    text: /^\s*(?:#.*\n|\s)*(?:ARG\s.*\n\s*)*FROM\s+\S+/,
    hint: 'a Dockerfile is not read; give the compose file or the task definition that runs the image',
  },
];

/** A text that begins as the lists of `aws ecs list-…` do: a field of names, in JSON or YAML. */
function listOf(fields: string): RegExp {
  return new RegExp(`^\\s*\\{?\\s*"?${fields}"?\\s*:\\s*(?:\\[\\s*(?:"|\\])|\\n?\\s*- )`);
}

/** What to do with a file whose name says that it is not read; undefined for any other name. */
export function hintByName(file: string): string | undefined {
  return FOREIGN.find(({ name }) => name?.test(file))?.hint;
}

/** What to do with a text that no format recognizes; undefined when it is of no kind that is known. */
export function hintByText(text: string): string | undefined {
  return FOREIGN.find((one) => one.text?.test(text))?.hint;
}
