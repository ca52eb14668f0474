import { Port } from 'portwright';
import 'portwright/testing';
import { stack } from './app';

test('the internet reaches the web service through its load balancer, and no rule is broken', () => {
  expect(stack).toBeExposedTo('internet', Port.tcp(80));
  expect(stack).not.toHaveFinding('load-balancer-blocked');
});
