/**
 * The last gate for the bot's own tokens: whatever client signs a request with these credentials, and whatever led it
 * there (a stored address, an activity, a redirect), the address is looked at before the token is fetched.
 */
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import { UnknownServiceHost } from './service-hosts.ts';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/** @param allows whether a token may be sent to this address */
export function guardCredentials(
  factory: ServiceClientCredentialsFactory,
  allows: (address: string) => boolean,
): ServiceClientCredentialsFactory {
  return new GuardedFactory(factory, allows);
}

class GuardedFactory extends ServiceClientCredentialsFactory {
  readonly #factory: ServiceClientCredentialsFactory;
  readonly #allows: (address: string) => boolean;

  constructor(factory: ServiceClientCredentialsFactory, allows: (address: string) => boolean) {
    super();
    this.#factory = factory;
    this.#allows = allows;
  }

  isValidAppId(appId: string): Promise<boolean> {
    return this.#factory.isValidAppId(appId);
  }

  isAuthenticationDisabled(): Promise<boolean> {
    return this.#factory.isAuthenticationDisabled();
  }

  async createCredentials(
    ...of: Parameters<ServiceClientCredentialsFactory['createCredentials']>
  ): Promise<Credentials> {
    const credentials = await this.#factory.createCredentials(...of);
    const sign = credentials.signRequest.bind(credentials);
    // Changed in place: clients look at other members of it too.
    credentials.signRequest = async request => {
      if (!this.#allows(request.url)) throw new UnknownServiceHost(request.url);
      return sign(request);
    };
    return credentials;
  }
}
