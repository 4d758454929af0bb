//! One function in two places: on the test host, and composed, on an engine of `wasi:http`.

use std::net::SocketAddr;

use momento_functions_portable::{self as portable, Composed};
use momento_functions_test_host::Host;

use super::client::{Answer, Call, Exchange, Server};
use super::engine::{self, Engine, Options};
use super::same;

/// What the function is deployed as, and composed as.
pub const NAME: &str = "function";

pub struct Both {
    pub host: Host,
    pub hosted: Server,
    /// Where the data of the composed function is.
    pub data: Data,
    pub engine: Engine,
}

/// A host whose caches and topics are called over HTTP.
pub struct Data {
    pub host: Host,
    pub served: Server,
}

impl Data {
    pub async fn serve() -> Self {
        let host = Host::builder().build().unwrap();
        let served = Server::start(&host).await;
        Self { host, served }
    }
}

/// Where a function is served: the address, and what stands in front of the function's own path.
#[derive(Clone)]
pub struct Place {
    pub address: SocketAddr,
    pub prefix: &'static str,
}

impl Place {
    /// An engine that serves one function.
    pub fn on(engine: &Engine) -> Self {
        Self {
            address: engine.address(),
            prefix: "",
        }
    }

    /// A call of the function: `target` is what comes after its name.
    pub fn call(&self, method: &str, target: &str) -> Call {
        Call::new(method, &self.target(target))
    }

    pub fn target(&self, target: &str) -> String {
        match (self.prefix, target.starts_with('/')) {
            ("", false) => format!("/{target}"),
            (prefix, _) => format!("{prefix}{target}"),
        }
    }

    pub async fn begin(&self, call: &Call) -> Exchange {
        let mut exchange = Exchange::with(self.address).await;
        exchange.write(&call.bytes(self.address)).await;
        exchange
    }

    pub async fn ask(&self, call: &Call) -> Answer {
        self.begin(call).await.rest().await
    }
}

impl Both {
    /// Serves a function in both places, or none where there is no engine.
    pub async fn serve(component: &[u8]) -> Option<Self> {
        Self::serve_with(component, |options| options).await
    }

    pub async fn serve_with(
        component: &[u8],
        options: impl FnOnce(Options) -> Options,
    ) -> Option<Self> {
        engine::program()?;
        let host = Host::builder().build().unwrap();
        host.deploy(NAME, component.to_vec()).unwrap();
        let hosted = Server::start(&host).await;
        let data = Data::serve().await;
        let composed = compose(component, data.served.address);
        let engine = Engine::start(&composed.bytes, &options(Options::default())).await?;
        Some(Self {
            host,
            hosted,
            data,
            engine,
        })
    }

    /// The test host, and the engine.
    pub fn places(&self) -> [Place; 2] {
        [self.on_host(), self.on_engine()]
    }

    pub fn on_host(&self) -> Place {
        Place {
            address: self.hosted.address,
            prefix: "/functions/default/function",
        }
    }

    pub fn on_engine(&self) -> Place {
        Place::on(&self.engine)
    }

    /// The answers to a call, in both places.
    pub async fn answers(&self, call: impl Fn(&Place) -> Call) -> [Answer; 2] {
        let [hosted, engine] = self.places();
        let (one, other) = (call(&hosted), call(&engine));
        [hosted.ask(&one).await, engine.ask(&other).await]
    }

    /// The answer to a call, which is the same in both places.
    pub async fn answer(&self, call: impl Fn(&Place) -> Call) -> Answer {
        let [expected, actual] = self.answers(call).await;
        same::assert(&expected, &actual);
        actual
    }
}

/// Composes a function as the command does for a function of this name; its data is on the host at `data`.
pub fn compose(function: &[u8], data: SocketAddr) -> Composed {
    compose_as(NAME, function, data)
}

pub fn compose_as(name: &str, function: &[u8], data: SocketAddr) -> Composed {
    let endpoint = format!("http://{data}");
    compose_with(
        function,
        &[
            ("__CACHE_NAME", "default"),
            ("__FUNCTION_NAME", name),
            ("MOMENTO_ENDPOINT", &endpoint),
        ],
    )
}

/// Composes a function with just these variables.
pub fn compose_with(function: &[u8], variables: &[(&str, &str)]) -> Composed {
    let variables = variables.iter();
    let variables = variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let options = portable::Options::default().with_environment(variables.collect());
    portable::compose(function, &options).unwrap_or_else(|error| panic!("{error}"))
}
