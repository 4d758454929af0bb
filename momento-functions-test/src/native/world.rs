use super::NativeHostBuilder;
use super::aws::Credentials;
use super::caches::Caches;
use super::dynamodb::Tables;
use super::http::Http;
use super::lambda::Lambda;
use super::logs::Logs;
use super::objects::Objects;
use super::secrets::SecretsManager;
use super::spawns::Spawns;
use super::system::System;
use super::tokens::Tokens;
use super::topics::TopicsByCache;
use super::valkey::Valkey;
use super::web::Web;
use momento_functions_models::{Clock, ManualClock};
use momento_functions_wit::{self as wit, native, v1};
use std::rc::Rc;
use std::sync::Arc;

/// What answers a native test: one part for each kind of host call, all on one clock.
pub(super) struct World {
    pub(super) system: System,
    pub(super) web: Web,
    pub(super) caches: Caches,
    pub(super) topics: Rc<TopicsByCache>,
    pub(super) logs: Logs,
    pub(super) tokens: Tokens,
    pub(super) http: Http,
    pub(super) valkey: Rc<Valkey>,
    pub(super) spawns: Spawns,
    pub(super) credentials: Credentials,
    pub(super) tables: Tables,
    pub(super) objects: Rc<Objects>,
    pub(super) secrets: SecretsManager,
    pub(super) lambda: Rc<Lambda>,
}

impl World {
    pub(super) fn new(settings: NativeHostBuilder) -> Self {
        let clock = Arc::new(ManualClock::default());
        let shared = || Arc::clone(&clock) as Arc<dyn Clock>;
        let topics = TopicsByCache::new(settings.topic_limits, settings.cache.clone());
        let topics = Rc::new(topics);
        Self {
            web: Web::default(),
            caches: Caches::new(shared(), settings.cache_limits, settings.cache.clone()),
            logs: Logs::new(Rc::clone(&topics)),
            topics,
            tokens: Tokens::new(shared()),
            http: Http::new(Arc::clone(&clock)),
            valkey: Rc::default(),
            spawns: Spawns::default(),
            credentials: Credentials,
            tables: Tables::default(),
            objects: Rc::default(),
            secrets: SecretsManager::new(shared()),
            lambda: Rc::default(),
            system: System::new(clock, settings.cache, settings.function),
        }
    }
}

macro_rules! offered {
    ($($interface:ident: $($module:ident)::+ = $part:ident),+ $(,)?) => {
        impl native::Host for World {
            $(
                fn $interface(&self) -> Option<&dyn $($module)::+::Host> {
                    Some(&self.$part)
                }
            )+

            fn topic(&self) -> Option<&dyn wit::topic::Host> {
                Some(&*self.topics)
            }
            fn v1_topic(&self) -> Option<&dyn v1::topic::Host> {
                Some(&*self.topics)
            }
            fn valkey(&self) -> Option<&dyn wit::valkey::Host> {
                Some(&*self.valkey)
            }
            fn v1_redis(&self) -> Option<&dyn v1::redis::Host> {
                Some(&*self.valkey)
            }
            fn aws_s3(&self) -> Option<&dyn wit::aws_s3::Host> {
                Some(&*self.objects)
            }
            fn v1_aws_s3(&self) -> Option<&dyn v1::aws_s3::Host> {
                Some(&*self.objects)
            }
            fn aws_lambda(&self) -> Option<&dyn wit::aws_lambda::Host> {
                Some(&*self.lambda)
            }
            fn v1_aws_lambda(&self) -> Option<&dyn v1::aws_lambda::Host> {
                Some(&*self.lambda)
            }
        }
    };
}

offered! {
    system: wit::system = system,
    web_function_support: wit::web_function_support = web,
    web_function_stream: wit::web_function_stream = web,
    http: wit::http = http,
    log: wit::log = logs,
    cache_scalar: wit::cache_scalar = caches,
    cache_list: wit::cache_list = caches,
    token: wit::token = tokens,
    spawn: wit::spawn = spawns,
    aws_auth: wit::aws_auth = credentials,
    aws_ddb: wit::aws_ddb = tables,
    aws_secrets: wit::aws_secrets = secrets,
    v1_web_function_support: v1::web_function_support = web,
    v1_http: v1::http = http,
    v1_logging: v1::logging = logs,
    v1_cache_scalar: v1::cache_scalar = caches,
    v1_cache_list: v1::cache_list = caches,
    v1_token: v1::token = tokens,
    v1_spawn: v1::spawn = spawns,
    v1_aws_auth: v1::aws_auth = credentials,
    v1_aws_ddb: v1::aws_ddb = tables,
    v1_aws_secrets: v1::aws_secrets = secrets,
}
