import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the server is told of the identity provider the journeys bring along. */
export interface RunningProvider {
  environment: Record<string, string>;
  close: () => Promise<void>;
}

/**
 * An OpenID provider of another make than ours, for journeys that sign in through one: whatever name is typed on its page
 * is the person, and any password will do.
 */
export async function startProvider(): Promise<RunningProvider> {
  const server: Server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = 'only for the journeys';
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'shiji',
        client_secret: secret,
        // Of a native client any port of this machine is taken, and we learn ours only when we run.
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/provider/back'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'] },
    cookies: { keys: ['journeys'] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, name: `人员${id}` }) }),
  });
  server.on('request', provider.callback());
  return {
    environment: {
      SHIJI_PROVIDER_ISSUER: issuer,
      SHIJI_PROVIDER_CLIENT: 'shiji',
      SHIJI_PROVIDER_SECRET: secret,
      SHIJI_PROVIDER_NAME: '县统一身份认证',
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
