import { isImageName, registryOf } from '../../../lib/core/values/image-name';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

describe('the name of an image', () => {
  test.each([
    'nginx',
    'nginx:alpine',
    'library/nginx:1.27',
    'my_app__x-y.z',
    'localhost/app',
    'localhost:5000/app:v1',
    'Registry/app',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:2',
    '[fd00::1]:5000/app',
    `app@${DIGEST}`,
    `app:1@${DIGEST}`,
  ])('%s is one', (text) => {
    expect(isImageName(text)).toBe(true);
  });

  test.each([
    '',
    '<IMAGE>',
    'App',
    'app:',
    'app name',
    '/app',
    'app//x',
    'app:a:b',
    'http://host/app',
    'app@sha256:12',
    '$IMAGE',
    '{{ image }}',
    'app-',
  ])('%j is none', (text) => {
    expect(isImageName(text)).toBe(false);
  });
});

describe('the registry of an image', () => {
  test.each([
    ['nginx', 'docker.io'],
    ['library/nginx:1.27', 'docker.io'],
    ['my_team/app', 'docker.io'],
    ['localhost/app', 'localhost'],
    ['cache:5000/app', 'cache:5000'],
    ['Registry/app', 'Registry'],
    ['ghcr.io/team/app:2', 'ghcr.io'],
    [`app@${DIGEST}`, 'docker.io'],
  ])('of %s is %s', (image, registry) => {
    expect(registryOf(image)).toBe(registry);
  });
});
