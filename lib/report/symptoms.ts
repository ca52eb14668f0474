/** A message that has more than one possible cause, with the rules that look for them. */
export interface Symptom {
  /** Its anchor in the index. */
  readonly id: string;
  /** The message, with `…` for what differs from one time to the next. */
  readonly message: string;
  /**
   * Other wordings of the same.
   * @default - none
   */
  readonly also?: readonly string[];
  readonly by: string;
  readonly means: string;
  /** Ids of rules that find a cause in the files, the likeliest first; none where no file shows the cause. */
  readonly rules: readonly string[];
  /** A command that narrows the cause down. */
  readonly ask: string;
}

const ASK_NAME = 'portwright reach compose.yaml --from web --to db';
const ASK_PORT = 'portwright reach compose.yaml --from web --to db --port 5432';
const ASK_TEMPLATE = 'portwright check template.yaml';
const ASK_COMPOSE = 'portwright check compose.yaml';
const ASK_TARGETS = 'aws elbv2 describe-target-health --target-group-arn ARN';
const ASK_STOPPED = 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK';

const NAME_UNKNOWN = [
  'dialled-name-unknown',
  'dialled-network-not-shared',
  'dialled-host-name-missing',
  'alias-on-default-bridge',
  'alias-unresolvable',
  'container-name-unresolvable',
  'discovery-names-unresolvable',
];

/**
 * What programs, load balancers and deployments print when a container network does not work.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export const SYMPTOMS: readonly Symptom[] = [
  {
    id: 'connection-refused',
    message: 'connection refused',
    also: ['ECONNREFUSED', 'ERR_CONNECTION_REFUSED'],
    by: 'a program',
    means:
      'the address answers, but nothing listens on that port: the program meant another port or another container (localhost is the container itself), or the server listens on loopback only',
    rules: [
      'dialled-localhost-of-another-container',
      'dialled-port-not-listened-on',
      'published-port-listened-on',
      'load-balancer-port-missing',
    ],
    ask: ASK_PORT,
  },
  {
    id: 'name-not-known',
    message: 'Name or service not known',
    also: [
      'could not translate host name … to address',
      'Unknown host',
      'Could not resolve host',
      'ERR_NAME_NOT_RESOLVED',
    ],
    by: 'a program',
    means:
      'no network of the container has that name, or the container is on the default bridge, which has no names at all',
    rules: NAME_UNKNOWN,
    ask: ASK_NAME,
  },
  {
    id: 'bad-address',
    message: 'bad address',
    by: 'a program in an Alpine or BusyBox image',
    means: 'the same as an unknown host name',
    rules: NAME_UNKNOWN,
    ask: ASK_NAME,
  },
  {
    id: 'no-such-host',
    message: 'no such host',
    also: ['lookup … on 127.0.0.11:53: server misbehaving'],
    by: 'a Go program',
    means: 'the same as an unknown host name',
    rules: NAME_UNKNOWN,
    ask: ASK_NAME,
  },
  {
    id: 'getaddrinfo-enotfound',
    message: 'getaddrinfo ENOTFOUND',
    also: ['ENOTFOUND', 'getaddrinfo EAI_AGAIN', 'EAI_AGAIN'],
    by: 'a Node.js program',
    means: 'the same as an unknown host name',
    rules: NAME_UNKNOWN,
    ask: ASK_NAME,
  },
  {
    id: 'host-not-found-in-upstream',
    message: 'host not found in upstream',
    by: 'nginx, which then stops',
    means:
      'the same as an unknown host name; nginx asks for the names of its configuration once, when it starts, so the other container must be running by then',
    rules: NAME_UNKNOWN,
    ask: ASK_NAME,
  },
  {
    id: 'temporary-failure-in-name-resolution',
    message: 'Temporary failure in name resolution',
    by: 'a program',
    means:
      'no DNS server answered: the container has no network or no way to a DNS server, or no network of it has the name, and the server that the question was passed on to does not answer',
    rules: ['networking-disabled-but-used', 'network-undefined', ...NAME_UNKNOWN],
    ask: ASK_NAME,
  },
  {
    id: 'io-timeout',
    message: 'i/o timeout',
    also: [
      'connection timed out',
      'connect ETIMEDOUT',
      'context deadline exceeded',
      'upstream timed out',
      'ERR_CONNECTION_TIMED_OUT',
    ],
    by: 'a program',
    means:
      'packets are dropped on the way: the two containers share no network, a security group is closed, or there is no route back',
    rules: [
      'dialled-network-not-shared',
      'dialled-way-blocked',
      'load-balancer-blocked',
      'service-connect-blocked',
      'public-subnet-without-way-out',
    ],
    ask: 'portwright reach template.yaml --from Web --to Api',
  },
  {
    id: 'no-route-to-host',
    message: 'no route to host',
    also: ['Network is unreachable', 'EHOSTUNREACH', 'ENETUNREACH'],
    by: 'a program',
    means: 'the container has no way to that address',
    rules: ['dialled-way-blocked', 'networks-in-none-mode', 'ports-without-way-in'],
    ask: ASK_NAME,
  },
  {
    id: 'bind-address-already-in-use',
    message: 'bind: address already in use',
    also: [
      'listen tcp … bind: address already in use',
      'EADDRINUSE',
      'Bind for … failed: port is already allocated',
      'failed to bind host port … address already in use',
      'Ports are not available: exposing port TCP … : bind',
    ],
    by: 'Docker when it publishes a port, or a program that listens',
    means:
      'something else already listens on that port: another container (docker ps names it), or a program on the host itself, which no file shows (ss -ltnp names it)',
    rules: [
      'published-port-taken',
      'published-port-listened-on',
      'replicas-share-host-port',
      'published-port-picked-twice',
      'listener-taken',
      'host-port-taken',
      'host-port-in-dynamic-range',
      'host-port-reserved',
    ],
    ask: ASK_COMPOSE,
  },
  {
    id: 'address-already-in-use',
    message: 'daemon: Address already in use',
    also: ['networking: Address already in use'],
    by: 'Docker when it starts a container, without a port in the message',
    means:
      'this is about an IP address, not a port: another container has the fixed address of this one, given by hand or picked by Docker from the same subnet',
    rules: ['static-address-taken', 'static-address-in-dynamic-range', 'static-address-reserved', 'gateway-unusable'],
    ask: ASK_COMPOSE,
  },
  {
    id: 'pool-overlaps',
    message: 'Pool overlaps with other one on this address space',
    also: ['networks have overlapping IPv4'],
    by: 'Docker when it creates a network',
    means:
      'another network of this engine already has addresses of that subnet: one of these files, of another project, or left over from an earlier run (docker network ls)',
    rules: ['subnets-overlap', 'subnet-in-address-pools', 'subnet-of-any', 'default-bridge-hijacked'],
    ask: ASK_COMPOSE,
  },
  {
    id: 'network-not-found',
    message: 'network … not found',
    also: ['network … declared as external, but could not be found', 'service … refers to undefined network …'],
    by: 'Docker or Compose',
    means:
      'the container is to join a network that is not there: the name is misspelt, the network belongs to another project, or it was removed after the container was created',
    rules: ['network-undefined', 'network-name-taken'],
    ask: ASK_COMPOSE,
  },
  {
    id: 'network-has-active-endpoints',
    message: 'error while removing network: network … has active endpoints',
    also: ['Resource is still in use'],
    by: 'Docker or Compose when it removes a network',
    means:
      'a container is still on that network: one of another project, one that was started by hand, or one that the files no longer have (docker compose down --remove-orphans)',
    rules: [],
    ask: 'docker network inspect NETWORK',
  },
  {
    id: 'network-mode-and-networks',
    message: 'declares mutually exclusive `network_mode` and `networks`',
    by: 'Compose',
    means:
      'a service in host mode, in none, or in the network stack of another container can join no network beside that',
    rules: ['networks-in-host-mode', 'networks-in-container-mode', 'networks-in-none-mode'],
    ask: ASK_COMPOSE,
  },
  {
    id: 'host-mode-with-ports',
    message: '"host" network_mode is incompatible with port_bindings',
    by: 'Compose before version 2',
    means: 'in host mode the program listens on the host itself, so there is nothing to publish',
    rules: ['ports-in-host-mode'],
    ask: ASK_COMPOSE,
  },
  {
    id: 'dependency-unhealthy',
    message: 'dependency failed to start: container … is unhealthy',
    also: ['dependency failed to start: container … exited'],
    by: 'Compose, when a service waits for another one by a condition',
    means:
      'the health check of the other one never passed: it asks a port or an address on which nobody listens, has too little time, or its program ended',
    rules: [],
    ask: 'docker inspect --format "{{json .State.Health}}" CONTAINER',
  },
  {
    id: 'iptables-no-chain',
    message: 'iptables: No chain/target/match by that name',
    by: 'Docker when it publishes a port or creates a network',
    means:
      'the firewall of the host was reloaded or emptied after Docker had started, and the chains of Docker went with it: a restart of Docker writes them again',
    rules: [],
    ask: 'systemctl restart docker',
  },
  {
    id: 'connection-reset',
    message: 'Connection reset by peer',
    also: ['ECONNRESET', 'Empty reply from server', 'ERR_EMPTY_RESPONSE', 'ERR_CONNECTION_RESET'],
    by: 'a program or browser that dials a published port',
    means:
      'Docker took the connection for the container and found nobody to give it to: the program listens on another port than the published one, or on its loopback only',
    rules: [
      'published-port-not-listened-on',
      'listens-on-loopback-only',
      'task-listens-on-loopback-only',
      'mapped-port-not-listened-on',
    ],
    ask: 'portwright reach compose.yaml --from outside --to web',
  },
  {
    id: 'bad-gateway',
    message: '502 Bad Gateway',
    also: ['no live upstreams while connecting to upstream'],
    by: 'a load balancer or proxy',
    means: 'the target refused or broke the connection: it listens on another port or speaks another protocol there',
    rules: [
      'listener-protocol-mismatch',
      'target-protocol-mismatch',
      'load-balancer-port-missing',
      'task-listens-on-loopback-only',
      'mapped-port-not-listened-on',
      'proxy-network-not-shared',
    ],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'upstream-connect-error',
    message: 'upstream connect error or disconnect/reset before headers',
    by: 'the Envoy proxy of Service Connect or App Mesh',
    means:
      'the proxy did not get through to the task that it picked: a security group is closed between the two, or nothing listens on the port that the name stands for',
    rules: [
      'service-connect-blocked',
      'service-connect-port-unknown',
      'task-listens-on-loopback-only',
      'mapped-port-not-listened-on',
    ],
    ask: 'portwright reach template.yaml --from Web --to Api',
  },
  {
    id: 'service-unavailable',
    message: '503 Service Temporarily Unavailable',
    by: 'an Application Load Balancer',
    means: 'the target group has no registered target',
    rules: ['load-balancer-port-missing', 'more-tasks-than-instances', 'target-group-unattached'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'gateway-timeout',
    message: '504 Gateway Time-out',
    by: 'a load balancer',
    means:
      'the target does not answer in time: its security group keeps the load balancer out, or the health check passes on another port',
    rules: ['load-balancer-blocked', 'health-check-port-fixed'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'failed-elb-health-checks',
    message: 'Task failed ELB health checks in (target-group …)',
    also: [
      '(port …) is unhealthy in (target-group …) due to (reason …)',
      '(instance …) is unhealthy in (elb …) due to (reason …)',
      'Health checks failed with these codes: […]',
      'Target.Timeout',
      'Target.FailedHealthChecks',
      'Target.ResponseCodeMismatch',
    ],
    by: 'ECS, in the events of the service, or the target group',
    means:
      'the load balancer does not get through to the health check, the check asks another port, or the path answers with another code than the one that is expected',
    rules: [
      'load-balancer-blocked',
      'health-check-port-unmapped',
      'health-check-port-fixed',
      'udp-health-check-unanswered',
      'load-balancer-misses-zone',
    ],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'target-not-in-use',
    message: 'Target.NotInUse',
    also: [
      'Target group is not configured to receive traffic from the load balancer',
      'Target is in an Availability Zone that is not enabled for the load balancer',
    ],
    by: 'the target group',
    means:
      'no listener forwards to the target group, or the load balancer has no subnet in the zone where the task runs',
    rules: ['target-group-unattached', 'load-balancer-misses-zone', 'rule-never-reached'],
    ask: ASK_TARGETS,
  },
  {
    id: 'container-health-checks',
    message: 'Task failed container health checks',
    by: 'ECS, as the reason why a task stopped',
    means:
      'the health check inside the container failed: its command is not in the image, asks another port than the program listens on, or needs longer than it is given',
    rules: [
      'container-health-check-malformed',
      'container-health-check-out-of-range',
      'health-check-timeout',
      'task-dials-port-not-listened-on',
    ],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'deployment-circuit-breaker',
    message: 'ECS Deployment Circuit Breaker was triggered',
    also: [
      'deployment failed: tasks failed to start',
      'is unable to consistently start tasks successfully',
      'ServiceDeploymentFailed',
    ],
    by: 'ECS, in the events of the service, and CloudFormation when it rolls back',
    means:
      'the tasks of the new deployment stop or stay unhealthy again and again; the stopped reason of one of them says why, and can be searched for in this index',
    rules: [
      'load-balancer-blocked',
      'health-check-port-unmapped',
      'task-cannot-pull-image',
      'secret-out-of-reach',
      'logs-out-of-reach',
      'task-listens-on-loopback-only',
      'mapped-port-not-listened-on',
    ],
    ask: ASK_STOPPED,
  },
  {
    id: 'essential-container-exited',
    message: 'Essential container in task exited',
    by: 'ECS, as the reason why a task stopped',
    means:
      'a container that the task cannot run without has ended; its exit code and its own log say why, and a line of it such as "connection refused" or an unknown host name can be searched for in this index',
    rules: ['task-dials-unknown-name', 'task-dials-localhost-of-another-container', 'task-dials-blocked-way'],
    ask: ASK_STOPPED,
  },
  {
    id: 'network-interface-provisioning',
    message: 'Timeout waiting for network interface provisioning to complete',
    also: ['Network interface provisioning failed'],
    by: 'ECS, as the reason why a task stopped',
    means:
      'the task got no network interface: its subnets have no free address, a security group or subnet is missing or belongs to another VPC, the account is at its limit of interfaces, or EC2 was slow and the next try works',
    rules: [
      'subnet-addresses-exhausted',
      'network-interfaces-exhausted',
      'security-group-of-other-vpc',
      'subnets-of-two-vpcs',
    ],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'cannot-pull-container',
    message: 'CannotPullContainerError: pull image manifest has been retried … dial tcp …: i/o timeout',
    also: [
      'CannotPullContainerError: ref pull has been retried … failed to copy: httpReadSeeker: failed open: failed to do request: … dial tcp …: i/o timeout',
      'CannotPullContainerError: Error response from daemon: Get …: net/http: request canceled while waiting for connection',
      'CannotPullContainerError: … failed to resolve ref … failed to do request',
    ],
    by: 'ECS, as the reason why a task stopped',
    means:
      'the task has no way to the registry: no public address in a public subnet, no NAT gateway, no endpoint for ecr.api, ecr.dkr or S3, or a security group that is closed',
    rules: ['task-cannot-pull-image', 'public-subnet-without-way-out', 'public-ip-unsupported'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'security-group-of-other-vpc',
    message: 'The security group … does not exist in VPC',
    also: ['You have specified two resources that belong to different networks', 'belong to different networks'],
    by: 'EC2, CloudFormation or ECS, when something is created in a VPC',
    means:
      'a security group works in its own VPC only, and the subnets are in another one; without VpcId a group is made in the default VPC',
    rules: ['security-group-of-other-vpc', 'subnets-of-two-vpcs'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'image-refused',
    message: 'pull access denied for …, repository does not exist or may require',
    also: [
      '429 Too Many Requests',
      'toomanyrequests: You have reached your',
      'manifest unknown',
      'API error (404): repository not found',
    ],
    by: 'a registry, by way of Docker or ECS',
    means:
      'the registry answered, so the network is not the cause: the image or its tag is not there, the pull is not allowed, or there were too many of them',
    rules: [],
    ask: 'docker manifest inspect IMAGE',
  },
  {
    id: 'unable-to-pull-secrets',
    message: 'ResourceInitializationError: unable to pull secrets or registry auth',
    also: [
      'ResourceInitializationError: failed to download env files',
      'unable to retrieve secret from asm',
      'unable to get registry auth from asm',
      'unable to retrieve ecr registry auth',
    ],
    by: 'ECS, as the reason why a task stopped',
    means:
      'the task does not reach Secrets Manager, Systems Manager, S3 or ECR, or its execution role is not allowed to read there',
    rules: ['secret-out-of-reach', 'task-cannot-pull-image', 'public-subnet-without-way-out', 'execution-role-missing'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'failed-to-validate-logger-args',
    message: 'ResourceInitializationError: failed to validate logger args',
    also: ['failed to create Cloudwatch log stream'],
    by: 'ECS, as the reason why a task stopped',
    means: 'the task does not reach CloudWatch Logs, or its execution role is not allowed to write there',
    rules: ['logs-out-of-reach', 'public-subnet-without-way-out', 'log-option-missing', 'execution-role-missing'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'failed-to-invoke-efs-utils',
    message: 'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes',
    also: ['Failed to resolve "fs-….efs.….amazonaws.com"', 'mount.nfs4: Connection timed out'],
    by: 'ECS, as the reason why a task stopped',
    means:
      'the file system has no mount target in the zone of the task, a security group keeps port 2049 closed, or the VPC resolves no names',
    rules: ['volume-out-of-reach'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'unable-to-place-a-task',
    message: 'was unable to place a task because no container instance met all of its requirements',
    also: [
      'RESOURCE:MEMORY',
      'RESOURCE:CPU',
      'has insufficient memory available',
      'has insufficient CPU units available',
    ],
    by: 'ECS, in the events of the service or as the reason of RunTask',
    means: 'no instance has the host port, the network interface, the memory or the attribute that the task needs',
    rules: [
      'more-tasks-than-instances',
      'host-port-contended',
      'network-interfaces-exhausted',
      'rolling-deploy-without-room',
      'host-port-reserved-by-capacity',
      'task-on-other-system',
    ],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'capacity-unavailable',
    message: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
    by: 'ECS, for tasks on Fargate',
    means:
      'Fargate has no room of that size in the zones of the subnets right now: subnets in more zones, or FARGATE beside FARGATE_SPOT, give it more to choose from',
    rules: [],
    ask: 'aws ecs describe-services --cluster CLUSTER --services SERVICE',
  },
  {
    id: 'resource-eni',
    message: 'RESOURCE:ENI',
    also: ['encountered error "RESOURCE:ENI"'],
    by: 'ECS, in the events of the service or as the reason of RunTask',
    means: 'every awsvpc task takes a network interface, and the instances have none left',
    rules: ['network-interfaces-exhausted'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'resource-ports',
    message: 'is already using a port required by your task',
    also: ['RESOURCE:PORTS'],
    by: 'ECS, in the events of the service or as the reason of RunTask',
    means: 'a fixed host port fits once on an instance, and every instance already has a task on it',
    rules: [
      'more-tasks-than-instances',
      'host-port-contended',
      'rolling-deploy-without-room',
      'host-port-reserved-by-capacity',
    ],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'missing-an-attribute',
    message: 'is missing an attribute required by your task',
    by: 'ECS, in the events of the service',
    means: 'the instances lack what the task asks for: awsvpc mode, another operating system, or an instance with room',
    rules: ['task-on-other-system', 'windows-network-mode'],
    ask: ASK_TEMPLATE,
  },
  {
    id: 'target-group-without-load-balancer',
    message: 'The target group with targetGroupArn … does not have an associated load balancer.',
    by: 'ECS, when the service is created',
    means: 'no listener forwards to the target group, or the listener is created after the service',
    rules: ['target-group-unattached', 'listener-not-awaited'],
    ask: ASK_TEMPLATE,
  },
];
