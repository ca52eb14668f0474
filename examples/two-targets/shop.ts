import { defineTask } from 'portwright';

export const shop = defineTask({
  family: 'shop',
  networkMode: 'awsvpc',
  containerDefinitions: [
    { name: 'web', image: 'nginx', memory: 128, portMappings: [{ containerPort: 8080 }] },
    { name: 'metrics', image: 'prom/statsd-exporter', memory: 64, portMappings: [{ containerPort: 8080 }] },
  ],
});
