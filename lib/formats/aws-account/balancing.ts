import { Unknown } from '../../core/values/unknown';
import { isData } from '../../core/reading/field';
import { type Account } from './account';
import { at, textIn, type Made } from './made';
import { type Thing } from './sections';

export function balancerOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  return [
    {
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      properties: {
        ...wording.object(data, {
          Name: 'LoadBalancerName',
          Type: 'Type',
          Scheme: 'Scheme',
          IpAddressType: 'IpAddressType',
          SecurityGroups: 'SecurityGroups',
          Subnets: ['AvailabilityZones', (zones) => wording.list(zones, (zone) => at(zone, 'SubnetId'), 'SubnetId')],
        }),
        // an Application Load Balancer always sends to all zones
        ...(data['Type'] === 'application'
          ? {}
          : { LoadBalancerAttributes: account.attributesOf(textIn(data, 'LoadBalancerArn')) }),
      },
    },
  ];
}

export function targetGroupOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  return [
    {
      type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      properties: {
        ...wording.object(data, {
          Name: 'TargetGroupName',
          Protocol: 'Protocol',
          ProtocolVersion: 'ProtocolVersion',
          Port: 'Port',
          VpcId: 'VpcId',
          TargetType: 'TargetType',
          IpAddressType: 'IpAddressType',
          HealthCheckEnabled: 'HealthCheckEnabled',
          HealthCheckProtocol: 'HealthCheckProtocol',
          HealthCheckPort: 'HealthCheckPort',
          HealthCheckPath: 'HealthCheckPath',
          HealthCheckIntervalSeconds: 'HealthCheckIntervalSeconds',
          HealthCheckTimeoutSeconds: 'HealthCheckTimeoutSeconds',
          HealthyThresholdCount: 'HealthyThresholdCount',
          UnhealthyThresholdCount: 'UnhealthyThresholdCount',
          Matcher: 'Matcher',
        }),
        TargetGroupAttributes: account.attributesOf(textIn(data, 'TargetGroupArn')),
      },
    },
  ];
}

function actionsOf(account: Account, actions: unknown): unknown {
  const { wording } = account;
  const group = (arn: unknown): unknown => account.refer('targetGroup', arn);
  return wording.list(actions, (action) =>
    wording.object(action, {
      Type: 'Type',
      Order: 'Order',
      // an action that forwards to one group says it twice
      ...(isData(at(action, 'ForwardConfig')) ? {} : { TargetGroupArn: ['TargetGroupArn', group] as const }),
      ForwardConfig: [
        'ForwardConfig',
        (forward) =>
          wording.object(forward, {
            TargetGroups: [
              'TargetGroups',
              (groups) =>
                wording.list(groups, (one) =>
                  wording.object(one, { TargetGroupArn: ['TargetGroupArn', group], Weight: 'Weight' }),
                ),
            ],
          }),
      ],
      RedirectConfig: 'RedirectConfig',
      FixedResponseConfig: 'FixedResponseConfig',
    }),
  );
}

export function listenerOf(account: Account, { data }: Thing): readonly Made[] {
  const listener: Made = {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    properties: account.wording.object(data, {
      LoadBalancerArn: ['LoadBalancerArn', (arn) => account.refer('balancer', arn)],
      Port: 'Port',
      Protocol: 'Protocol',
      SslPolicy: 'SslPolicy',
      Certificates: 'Certificates',
      DefaultActions: ['DefaultActions', (actions) => actionsOf(account, actions)],
    }),
  };
  const arn = textIn(data, 'ListenerArn') ?? '';
  const isApplication = arn.includes(':listener/app/');
  const hasRules = account.of('listenerRule').some((rule) => listenerOfRule(rule) === arn);
  return isApplication && !hasRules ? [listener, openRule(account, arn)] : [listener];
}

/** Listeners that may forward to any target group, when their rules were not listed. */
function openRule(account: Account, arn: string): Made {
  const why = new Unknown('the rules of the listener are in no file given; aws elbv2 describe-rules prints them');
  return {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    part: 'rules',
    properties: {
      ListenerArn: account.refer('listener', arn),
      Priority: why,
      Conditions: why,
      Actions: [{ Type: 'forward', TargetGroupArn: why }],
    },
  };
}

/** The listener of a rule stands in its ARN alone. */
function listenerOfRule({ data }: Thing): string | undefined {
  const arn = textIn(data, 'RuleArn');
  return arn?.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');
}

export function listenerRuleOf(account: Account, rule: Thing): readonly Made[] {
  const { data } = rule;
  // what no rule takes is an action of the listener itself
  if (data['IsDefault'] === true) return [];
  return [
    {
      type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      properties: {
        ...account.wording.object(data, {
          Priority: 'Priority',
          Conditions: 'Conditions',
          Actions: ['Actions', (actions) => actionsOf(account, actions)],
        }),
        ListenerArn: account.refer('listener', listenerOfRule(rule)),
      },
    },
  ];
}

/** Listeners of load balancers of which none was seen; without load balancers, those of some. */
export function openListeners(account: Account): readonly (Made & { readonly of: Thing })[] {
  const seen = new Set(account.of('listener').map(({ data }) => data['LoadBalancerArn']));
  const why = new Unknown('the listeners are in no file given; aws elbv2 describe-listeners prints them');
  const open = (of: Thing, balancer: unknown): Made & { of: Thing } => ({
    of,
    part: 'listeners',
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    properties: {
      LoadBalancerArn: balancer,
      Port: why,
      Protocol: why,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: why }],
    },
  });
  const silent = account.of('balancer').filter(({ data }) => !seen.has(data['LoadBalancerArn']));
  const fronted = account
    .of('targetGroup')
    .filter(({ data }) =>
      objectsOrTexts(data['LoadBalancerArns']).some((arn) => !seen.has(arn) && !account.find('balancer', arn)),
    );
  return [
    ...silent.map((of) => open(of, account.refer('balancer', of.data['LoadBalancerArn']))),
    ...fronted.slice(0, 1).map((of) => open(of, why)),
  ];
}

function objectsOrTexts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
