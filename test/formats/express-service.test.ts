import { coverageOf } from '../../lib/formats/coverage';
import { readInputs, type Input } from '../../lib/formats';

const read = (name: string, data: object): Input => readInputs([{ name, text: JSON.stringify(data) }])[0]!;
const MADE = expect.stringMatching(/^ECS makes the task definition, load balancer and target groups/) as string;

describe('an Express service', () => {
  test('in a template says what of it was not judged', () => {
    const { reading } = read('template.json', {
      Resources: {
        Web: { Type: 'AWS::ECS::ExpressGatewayService', Properties: { PrimaryContainer: { Image: 'web' } } },
      },
    });
    expect(coverageOf(reading).notJudged).toEqual([{ what: 'port and health check of Web', why: MADE }]);
  });

  test('in Terraform says what of it was not judged', () => {
    const service = { primary_container: [{ image: 'web' }] };
    const { reading } = read('main.tf.json', { resource: { aws_ecs_express_gateway_service: { web: service } } });
    expect(coverageOf(reading).notJudged).toEqual([{ what: 'a resource aws_ecs_express_gateway_service', why: MADE }]);
  });
});
