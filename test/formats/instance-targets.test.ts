import { findingsOf, readInputs } from '../../lib/formats';

const REFERENCE = '${aws_lb_target_group.web.arn}';

/** What attaches a target group of a target type to an Auto Scaling group. */
function attachedBy(type: string, properties: object, targetType: string): readonly string[] {
  const resource = {
    aws_lb_target_group: {
      web: { port: 80, protocol: 'HTTP', target_type: targetType, vpc_id: 'vpc-11111111' },
    },
    aws_lb: { front: { subnets: ['subnet-11111111', 'subnet-22222222'] } },
    aws_lb_listener: {
      http: {
        load_balancer_arn: '${aws_lb.front.arn}',
        port: 80,
        protocol: 'HTTP',
        default_action: [{ type: 'forward', target_group_arn: REFERENCE }],
      },
    },
    aws_autoscaling_group: { fleet: { min_size: 1, max_size: 2, vpc_zone_identifier: ['subnet-11111111'] } },
    [type]: { attached: { autoscaling_group_name: '${aws_autoscaling_group.fleet.name}', ...properties } },
  };
  const [input] = readInputs([{ name: 'main.tf.json', text: JSON.stringify({ resource }) }]);
  return findingsOf(input!.reading).map(({ rule, at }) => `${rule} at ${at.path}`);
}

test.each([
  ['aws_autoscaling_attachment', { lb_target_group_arn: REFERENCE }],
  ['aws_autoscaling_attachment', { lb_target_group_arn: null, alb_target_group_arn: REFERENCE }],
  ['aws_autoscaling_traffic_source_attachment', { traffic_source: [{ identifier: REFERENCE, type: 'elbv2' }] }],
])('%s with %j is refused for a target group of addresses, and taken for one of instances', (type, properties) => {
  expect(attachedBy(type, properties, 'ip')).toEqual([`auto-scaling-target-type-mismatch at ${type}.attached`]);
  expect(attachedBy(type, properties, 'instance')).toEqual([]);
});

test('a Classic Load Balancer that is attached is no target group', () => {
  const source = { identifier: 'front', type: 'elb' };
  expect(attachedBy('aws_autoscaling_traffic_source_attachment', { traffic_source: [source] }, 'ip')).toEqual([]);
});
