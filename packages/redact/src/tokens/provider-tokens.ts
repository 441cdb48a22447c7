/** Characters a token's body is made of. */
export type Alphabet = 'hex' | 'alphanumeric' | 'capitals' | 'word' | 'base64url' | 'dotted' | 'base64';

/** Secrets of one provider that begin with a fixed prefix. */
export interface ProviderToken {
  readonly provider: string;
  readonly prefixes: readonly string[];
  readonly alphabet: Alphabet;
  /** Fewest characters after the prefix. */
  readonly min: number;
  /** Most characters after the prefix; absent: no bound. */
  readonly max?: number;
  /** Least entropy of the body, bits per character. Default 3. */
  readonly entropy?: number;
  /** Where the provider should describe its tokens. Written down from general knowledge: not opened and not compared, see docs/redaction.md. */
  readonly source: string;
}

/**
 * What is a secret by its prefix alone. Lengths are lower bounds on purpose, since providers lengthen their tokens. Publishable
 * keys (Stripe `pk_…`, Supabase `sb_publishable_…`) are not secrets and are not here.
 */
export const PROVIDER_TOKENS: readonly ProviderToken[] = [
  token('Heartwood', ['hw_'], 'word', 77, 'packages/server/src/access/key-format.ts', { max: 77 }),
  token(
    'GitHub',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    'word',
    36,
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  ),
  token(
    'GitHub',
    ['github_pat_'],
    'word',
    40,
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens',
  ),
  token(
    'GitLab',
    [
      'glpat-',
      'gldt-',
      'glrt-',
      'glrtr-',
      'glcbt-',
      'glptt-',
      'glft-',
      'glsoat-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glffct-',
    ],
    'dotted',
    20,
    'https://docs.gitlab.com/security/tokens/',
  ),
  token(
    'Bitbucket',
    ['ATBB', 'BBDC-'],
    'base64url',
    24,
    'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
  ),
  token(
    'Atlassian',
    ['ATATT3', 'ATCTT3', 'ATSTT3'],
    'base64',
    60,
    'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
  ),
  token(
    'AWS access key id',
    ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    'capitals',
    16,
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    { max: 16, entropy: 2.5 },
  ),
  token('Google API key', ['AIza'], 'base64url', 35, 'https://cloud.google.com/docs/authentication/api-keys'),
  token(
    'Google OAuth',
    ['ya29.', 'GOCSPX-', '1//0'],
    'base64url',
    24,
    'https://developers.google.com/identity/protocols/oauth2',
  ),
  token(
    'Slack',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxc-', 'xoxd-', 'xoxe-', 'xoxo-', 'xapp-', 'xwfp-'],
    'base64url',
    10,
    'https://docs.slack.dev/authentication/tokens',
    { entropy: 2.5 },
  ),
  token(
    'Slack',
    ['xoxe.xoxp-', 'xoxe.xoxb-'],
    'base64url',
    10,
    'https://docs.slack.dev/authentication/using-token-rotation',
    { entropy: 2.5 },
  ),
  token(
    'Slack webhook',
    ['hooks.slack.com/services/', 'hooks.slack.com/workflows/'],
    'base64',
    30,
    'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  ),
  token(
    'Discord webhook',
    ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    'base64',
    60,
    'https://discord.com/developers/docs/resources/webhook',
  ),
  token(
    'Stripe',
    ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'sk_prod_', 'rk_prod_', 'sk_org_live_', 'whsec_'],
    'word',
    10,
    'https://docs.stripe.com/keys',
  ),
  token('SendGrid', ['SG.'], 'dotted', 60, 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys'),
  token('Twilio API key', ['SK'], 'hex', 32, 'https://www.twilio.com/docs/iam/api-keys', { max: 32 }),
  token('Mailgun', ['key-'], 'hex', 32, 'https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt', {
    max: 32,
  }),
  token('Brevo', ['xkeysib-', 'xsmtpsib-'], 'base64url', 60, 'https://developers.brevo.com/docs/getting-started'),
  token('Resend', ['re_'], 'word', 24, 'https://resend.com/docs/api-reference/introduction', { max: 40, entropy: 3.5 }),
  token('npm', ['npm_'], 'alphanumeric', 36, 'https://docs.npmjs.com/about-access-tokens', { max: 60 }),
  token('PyPI', ['pypi-'], 'base64url', 50, 'https://pypi.org/help/#apitoken'),
  token('RubyGems', ['rubygems_'], 'hex', 48, 'https://guides.rubygems.org/api-key-scopes/'),
  token('crates.io', ['cio'], 'alphanumeric', 32, 'https://doc.rust-lang.org/cargo/reference/publishing.html', {
    max: 32,
    entropy: 3.5,
  }),
  token('NuGet', ['oy2'], 'alphanumeric', 43, 'https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys', {
    max: 43,
  }),
  token('Clojars', ['CLOJARS_'], 'alphanumeric', 60, 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens'),
  token('Docker', ['dckr_pat_', 'dckr_oat_'], 'base64url', 27, 'https://docs.docker.com/security/access-tokens/'),
  token(
    'HashiCorp Vault',
    ['hvs.', 'hvb.', 'hvr.'],
    'base64url',
    24,
    'https://developer.hashicorp.com/vault/docs/concepts/tokens',
  ),
  token('Anthropic', ['sk-ant-'], 'base64url', 32, 'https://docs.anthropic.com/en/api/getting-started'),
  token(
    'OpenAI',
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    'base64url',
    40,
    'https://platform.openai.com/docs/api-reference/authentication',
  ),
  token(
    'OpenAI and others',
    ['sk-', 'sk-or-v1-'],
    'alphanumeric',
    32,
    'https://platform.openai.com/docs/api-reference/authentication',
    { entropy: 3.3 },
  ),
  token('Hugging Face', ['hf_', 'api_org_'], 'alphanumeric', 30, 'https://huggingface.co/docs/hub/security-tokens', {
    max: 50,
    entropy: 3.5,
  }),
  token('Groq', ['gsk_'], 'alphanumeric', 48, 'https://console.groq.com/docs/quickstart'),
  token('Perplexity', ['pplx-'], 'alphanumeric', 40, 'https://docs.perplexity.ai/getting-started/quickstart'),
  token('Replicate', ['r8_'], 'alphanumeric', 37, 'https://replicate.com/docs/topics/security/api-tokens', { max: 40 }),
  token('xAI', ['xai-'], 'alphanumeric', 70, 'https://docs.x.ai/docs/tutorial'),
  token('Pinecone', ['pcsk_'], 'word', 50, 'https://docs.pinecone.io/guides/projects/manage-api-keys'),
  token(
    'LangSmith',
    ['lsv2_pt_', 'lsv2_sk_'],
    'word',
    32,
    'https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key',
  ),
  token(
    'DigitalOcean',
    ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    'hex',
    64,
    'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  ),
  token('Databricks', ['dapi'], 'base64url', 32, 'https://docs.databricks.com/en/dev-tools/auth/pat.html', {
    max: 40,
    entropy: 2.8,
  }),
  token(
    'Shopify',
    ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shptka_'],
    'hex',
    32,
    'https://shopify.dev/docs/apps/build/authentication-authorization',
  ),
  token(
    'Square',
    ['sq0atp-', 'sq0csp-', 'sq0idp-'],
    'base64url',
    22,
    'https://developer.squareup.com/docs/build-basics/access-tokens',
  ),
  token(
    'PayPal/Braintree',
    ['access_token$production$'],
    'dotted',
    16,
    'https://developer.paypal.com/braintree/docs/guides/authorization/overview',
  ),
  token('Adyen', ['AQE'], 'base64', 100, 'https://docs.adyen.com/development-resources/api-credentials/', {
    entropy: 4,
  }),
  token(
    'Flutterwave',
    ['FLWSECK-', 'FLWSECK_TEST-'],
    'alphanumeric',
    12,
    'https://developer.flutterwave.com/docs/authentication',
  ),
  token(
    'Razorpay',
    ['rzp_live_', 'rzp_test_'],
    'alphanumeric',
    14,
    'https://razorpay.com/docs/payments/dashboard/account-settings/api-keys/',
  ),
  token(
    'Facebook',
    ['EAA'],
    'alphanumeric',
    100,
    'https://developers.facebook.com/docs/facebook-login/guides/access-tokens',
    { entropy: 4 },
  ),
  token('Airtable', ['pat'], 'dotted', 79, 'https://airtable.com/developers/web/guides/personal-access-tokens', {
    max: 79,
    entropy: 3.5,
  }),
  token('Notion', ['ntn_', 'secret_'], 'alphanumeric', 40, 'https://developers.notion.com/docs/authorization', {
    max: 60,
    entropy: 3.5,
  }),
  token('Linear', ['lin_api_', 'lin_oauth_'], 'alphanumeric', 32, 'https://linear.app/developers/graphql'),
  token('Figma', ['figd_', 'figu_'], 'base64url', 38, 'https://www.figma.com/developers/api#access-tokens'),
  token(
    'Postman',
    ['PMAK-'],
    'base64url',
    50,
    'https://learning.postman.com/docs/developer/postman-api/authentication/',
  ),
  token(
    'Grafana',
    ['glc_', 'glsa_'],
    'word',
    32,
    'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
  ),
  token(
    'New Relic',
    ['NRAK-', 'NRJS-', 'NRRA-', 'NRSP-', 'NRIQ-'],
    'alphanumeric',
    19,
    'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
  ),
  token(
    'Sentry',
    ['sntrys_', 'sntryu_', 'sntrya_', 'sntryi_'],
    'base64',
    40,
    'https://docs.sentry.io/account/auth-tokens/',
  ),
  token(
    'Dynatrace',
    ['dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s16.'],
    'dotted',
    60,
    'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
  ),
  token('PostHog', ['phx_', 'phs_'], 'alphanumeric', 32, 'https://posthog.com/docs/api'),
  token(
    'Doppler',
    ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    'dotted',
    40,
    'https://docs.doppler.com/reference/auth-token-formats',
  ),
  token('1Password', ['ops_ey'], 'base64url', 100, 'https://developer.1password.com/docs/service-accounts/'),
  token('Pulumi', ['pul-'], 'hex', 40, 'https://www.pulumi.com/docs/administration/access-identity/access-tokens/'),
  token(
    'PlanetScale',
    ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
    'dotted',
    32,
    'https://planetscale.com/docs/api/reference/service-tokens',
  ),
  token('Supabase', ['sbp_', 'sb_secret_'], 'word', 31, 'https://supabase.com/docs/guides/api/api-keys'),
  token('Neon', ['napi_'], 'alphanumeric', 40, 'https://neon.com/docs/manage/api-keys'),
  token('Fly.io', ['fo1_', 'fm1a_', 'fm1r_', 'fm2_'], 'base64', 43, 'https://fly.io/docs/security/tokens/'),
  token('Netlify', ['nfp_', 'nfc_', 'nfo_'], 'alphanumeric', 36, 'https://docs.netlify.com/api/get-started/'),
  token('Render', ['rnd_'], 'alphanumeric', 28, 'https://api-docs.render.com/reference/authentication', {
    entropy: 3.5,
  }),
  token('Heroku', ['HRKU-AA', 'HRKU-'], 'base64url', 36, 'https://devcenter.heroku.com/articles/authentication'),
  token(
    'Cloudflare',
    ['v1.0-'],
    'base64url',
    150,
    'https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/',
  ),
  token('Tailscale', ['tskey-'], 'base64url', 20, 'https://tailscale.com/kb/1252/key-secret-management'),
  token('CircleCI', ['CCIPAT_', 'CCIPRJ_'], 'word', 40, 'https://circleci.com/docs/managing-api-tokens/'),
  token('Buildkite', ['bkua_', 'bkct_'], 'hex', 40, 'https://buildkite.com/docs/apis/managing-api-tokens'),
  token(
    'SonarQube',
    ['squ_', 'sqp_', 'sqa_'],
    'hex',
    40,
    'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
  ),
  token(
    'JFrog',
    ['AKCp', 'cmVmdGtuOj'],
    'alphanumeric',
    50,
    'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
  ),
  token(
    'Harness',
    ['pat.', 'sat.'],
    'dotted',
    60,
    'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys',
    { entropy: 3.5 },
  ),
  token('Sourcegraph', ['sgp_'], 'word', 40, 'https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token'),
  token(
    'Prefect',
    ['pnu_', 'pnb_'],
    'alphanumeric',
    36,
    'https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys',
  ),
  token('Contentful', ['CFPAT-'], 'base64url', 43, 'https://www.contentful.com/help/personal-access-tokens/'),
  token(
    'Typeform',
    ['tfp_'],
    'base64url',
    44,
    'https://www.typeform.com/developers/get-started/personal-access-token/',
  ),
  token(
    'Duffel',
    ['duffel_test_', 'duffel_live_'],
    'base64url',
    40,
    'https://duffel.com/docs/api/overview/making-requests',
  ),
  token('EasyPost', ['EZAK', 'EZTK'], 'alphanumeric', 54, 'https://docs.easypost.com/docs/authentication', { max: 54 }),
  token(
    'Shippo',
    ['shippo_live_', 'shippo_test_'],
    'hex',
    40,
    'https://docs.goshippo.com/docs/guides_general/authentication/',
  ),
  token('ReadMe', ['rdme_'], 'alphanumeric', 60, 'https://docs.readme.com/main/reference/intro/authentication'),
  token(
    'Alibaba Cloud',
    ['LTAI'],
    'alphanumeric',
    12,
    'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
    { max: 26 },
  ),
  token('Tencent Cloud', ['AKID'], 'alphanumeric', 32, 'https://www.tencentcloud.com/document/product/598/32675', {
    max: 36,
  }),
  token('Okta', ['SSWS '], 'base64url', 40, 'https://developer.okta.com/docs/reference/core-okta-api/'),
  token('age', ['AGE-SECRET-KEY-1'], 'capitals', 58, 'https://age-encryption.org/v1'),
];

function token(
  provider: string,
  prefixes: readonly string[],
  alphabet: Alphabet,
  min: number,
  source: string,
  more: { readonly max?: number; readonly entropy?: number } = {},
): ProviderToken {
  return { provider, prefixes, alphabet, min, source, ...more };
}
