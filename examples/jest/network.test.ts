import { Port } from 'portwright';
import { portwrightMatchers } from 'portwright/testing';
import { engine } from '../docker/main';

expect.extend(portwrightMatchers);

test('the database is out of reach of the default bridge', () => {
  expect(engine).toBeIsolatedFrom({ from: 'container1', to: 'container3' });
  expect(engine).not.toExpose({ container: 'container3', port: Port.tcp(80) });
});
