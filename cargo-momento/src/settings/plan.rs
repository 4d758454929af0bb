//! Which functions a command line asks for, each with its settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use momento_functions_test_host::{
    AwsConfiguration, Configuration, EgressConfiguration, LimitsConfiguration, LocalServices, Seeds,
};

use super::environment::Variables;
use super::{FILE, File, folder_of, seeds};
use crate::cli::{BuildOptions, EnvironmentArgs};
use crate::error::Error;
use crate::output::Output;

/// What a command line says of functions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) config: Option<&'a Path>,
    pub(crate) paths: &'a [PathBuf],
    pub(crate) name: Option<&'a str>,
    pub(crate) cache: Option<&'a str>,
    pub(crate) environment: &'a EnvironmentArgs,
    /// Files of items to begin with.
    pub(crate) seeds: &'a [PathBuf],
}

/// The functions that were asked for.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What surrounds all of them.
    pub(crate) surroundings: Configuration,
    /// What the caches hold at first.
    pub(crate) seeds: Seeds,
    pub(crate) functions: Vec<FunctionSettings>,
    /// Files whose `[local]`, `[egress]` and `[aws]` are not those of the host.
    unheeded: Vec<PathBuf>,
    /// Each file that was read, or would have been if it were there.
    pub(crate) files: Vec<PathBuf>,
}

/// One function's settings.
#[derive(Clone, PartialEq)]
pub(crate) struct FunctionSettings {
    /// The folder of its crate, or a component.
    pub(crate) path: PathBuf,
    /// Its name, where it is not that of the crate or the file.
    pub(crate) name: Option<String>,
    pub(crate) cache: String,
    pub(crate) description: Option<String>,
    pub(crate) lean: Option<bool>,
    pub(crate) environment: BTreeMap<String, String>,
    /// The variables whose values are of environment files, which may be secrets.
    pub(crate) of_files: BTreeSet<String>,
    pub(crate) limits: LimitsConfiguration,
}

/// Variables may be secrets: only their names are shown.
impl std::fmt::Debug for FunctionSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FunctionSettings")
            .field("path", &self.path)
            .field("name", &self.name)
            .field("cache", &self.cache)
            .field("environment", &self.environment.keys())
            .finish_non_exhaustive()
    }
}

/// The files that say something of a function: what an earlier one says goes before what a later one does.
type Layers<'a> = [Option<&'a File>; 2];

impl Plan {
    /// Reads what the command line names, and the files beside it.
    pub(crate) fn read(asked: &Asked<'_>) -> Result<Self, Error> {
        let (root, mut files) = root(asked)?;
        let mut functions = Vec::new();
        let mut unheeded = Vec::new();
        for (name, path) in listed(asked, root.as_ref())? {
            let beside = folder(&path).join(FILE);
            let own = File::in_folder(folder(&path))?;
            if own
                .as_ref()
                .is_some_and(|own| !is_heeded(own, root.as_ref()))
            {
                unheeded.push(beside.clone());
            }
            files.push(beside);
            let layers = match asked.config {
                Some(_) => [root.as_ref(), own.as_ref()],
                None => [own.as_ref(), root.as_ref()],
            };
            let named = name.or_else(|| asked.name.map(str::to_owned));
            files.extend(environment_files(&layers));
            functions.push(settings(asked, layers, named, path)?);
        }
        files.extend(asked.environment.env_files.iter().cloned());
        files.extend(asked.seeds.iter().cloned());
        if asked.name.is_some() && functions.len() > 1 {
            let count = functions.len();
            return Err(Error::NameForMany { count });
        }
        let seeds = all_seeds(asked, root.as_ref())?;
        let surroundings = root.map(|root| root.configuration).unwrap_or_default();
        files.sort();
        files.dedup();
        Ok(Self {
            surroundings,
            seeds,
            functions,
            unheeded,
            files,
        })
    }
}

impl Plan {
    /// Warns of what is said of a function's surroundings, where others say what those are.
    pub(crate) fn warn(&self, output: &Output) {
        for file in &self.unheeded {
            output.line(format_args!(
                "warning: `[local]`, `[egress]` and `[aws]` of {} are not used here: \
                 `--config FILE` says what surrounds functions that are served together",
                file.display()
            ));
        }
    }

    /// Warns of what another engine does not heed: it has settings of its own.
    pub(crate) fn warn_of_other_engine(&self, output: &Output) {
        let surroundings = &self.surroundings;
        let mut functions = self.functions.iter();
        let limited = functions.any(|function| function.limits != LimitsConfiguration::default());
        let sections = [
            (limited, "[limits]"),
            (
                surroundings.egress != EgressConfiguration::default(),
                "[egress]",
            ),
            (surroundings.aws != AwsConfiguration::default(), "[aws]"),
            (surroundings.local != LocalServices::default(), "[local]"),
        ];
        let unheeded: Vec<_> = sections
            .into_iter()
            .filter_map(|(is_there, section)| is_there.then_some(section))
            .collect();
        if !unheeded.is_empty() {
            output.warn(format_args!(
                "{} of momento.toml mean nothing to another engine, and are passed over",
                unheeded.join(", ")
            ));
        }
    }

    /// The one function of a command that takes no more.
    pub(crate) fn single(&mut self) -> Result<FunctionSettings, Error> {
        let count = self.functions.len();
        match self.functions.pop() {
            Some(function) if count == 1 => Ok(function),
            _ => Err(Error::Several { count }),
        }
    }
}

/// The file for all functions: the one that was named, or the one beside a single one.
fn root(asked: &Asked<'_>) -> Result<(Option<File>, Vec<PathBuf>), Error> {
    match (asked.config, asked.paths) {
        (Some(file), _) => Ok((Some(File::read(file)?), vec![file.to_owned()])),
        (None, [function]) => {
            let folder = folder(function);
            Ok((File::in_folder(folder)?, vec![folder.join(FILE)]))
        }
        _ => Ok((None, Vec::new())),
    }
}

/// Whether the host is made with what a function's own file says of its surroundings.
fn is_heeded(own: &File, root: Option<&File>) -> bool {
    let own = own.configuration.surroundings();
    let made_with = root.map(|root| root.configuration.surroundings());
    own == Configuration::default() || made_with.is_some_and(|made_with| made_with == own)
}

fn folder(function: &Path) -> &Path {
    match function.is_dir() {
        true => function,
        false => folder_of(function),
    }
}

/// The functions' names, where they are known, and paths.
fn listed(asked: &Asked<'_>, root: Option<&File>) -> Result<Vec<(Option<String>, PathBuf)>, Error> {
    let given = || asked.paths.iter().map(|path| (None, path.clone()));
    let Some(root) = root.filter(|root| !root.configuration.functions.is_empty()) else {
        return Ok(given().collect());
    };
    let Configuration {
        name,
        description,
        functions,
        ..
    } = &root.configuration;
    if name.is_some() || description.is_some() {
        return Err(Error::NameForFunctions {
            path: root.folder.join(FILE),
        });
    }
    // With `--config`, what is named beside it is what is meant.
    if asked.config.is_some() && asked.paths != [Path::new(".")] {
        return Ok(given().collect());
    }
    let paths = functions
        .iter()
        .map(|(name, function)| (Some(name.clone()), root.folder.join(&function.path)));
    Ok(paths.collect())
}

fn settings(
    asked: &Asked<'_>,
    layers: Layers<'_>,
    name: Option<String>,
    path: PathBuf,
) -> Result<FunctionSettings, Error> {
    let files = || layers.into_iter().flatten().map(|file| &file.configuration);
    let mut variables = Variables::default();
    for file in layers.into_iter().rev().flatten() {
        variables.add_all(file)?;
    }
    for file in &asked.environment.env_files {
        variables.add_file(file)?;
    }
    variables.add(asked.environment.variables.iter().cloned());
    let cache = asked.cache.map(str::to_owned);
    let cache = cache.or_else(|| files().find_map(|file| file.cache.clone()));
    let limits = files().map(|file| file.limits);
    Ok(FunctionSettings {
        path,
        name: name.or_else(|| files().find_map(|file| file.name.clone())),
        cache: cache.unwrap_or_else(|| "default".to_owned()),
        description: files().find_map(|file| file.description.clone()),
        lean: files().find_map(|file| file.lean),
        environment: variables.values,
        of_files: variables.of_files,
        limits: limits.reduce(or).unwrap_or_default(),
    })
}

fn or(mut first: LimitsConfiguration, second: LimitsConfiguration) -> LimitsConfiguration {
    first.memory = first.memory.or(second.memory);
    first.time = first.time.or(second.time);
    first.fuel = first.fuel.or(second.fuel);
    first
}

fn environment_files(layers: &Layers<'_>) -> Vec<PathBuf> {
    let files = layers.iter().flatten();
    let of = |file: &&File| {
        let paths = file.configuration.environment_files.iter();
        paths.map(|path| file.folder.join(path)).collect::<Vec<_>>()
    };
    files.flat_map(of).collect()
}

fn all_seeds(asked: &Asked<'_>, root: Option<&File>) -> Result<Seeds, Error> {
    let own = |root: &File| {
        root.configuration
            .local
            .seed
            .clone()
            .in_folder(&root.folder)
    };
    let mut all = root.map(own).unwrap_or_default();
    for file in asked.seeds {
        all.extend(seeds(file)?);
    }
    Ok(all)
}

impl FunctionSettings {
    /// How the function is built to be run here.
    pub(crate) fn build(&self, options: &BuildOptions) -> BuildOptions {
        BuildOptions {
            reports_panics: true,
            ..self.release(options)
        }
    }

    /// How the function is built to be deployed.
    pub(crate) fn release(&self, options: &BuildOptions) -> BuildOptions {
        BuildOptions {
            lean: options.lean.or(self.lean),
            ..options.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::FunctionArgs;
    use std::fs;
    use tempfile::TempDir;

    /// Files in a folder, and a plan for it.
    fn files(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn plan(folder: &TempDir, config: Option<&str>, args: &FunctionArgs) -> Result<Plan, String> {
        let config = config.map(|file| folder.path().join(file));
        let asked = Asked {
            config: config.as_deref(),
            paths: &[folder.path().to_owned()],
            name: None,
            cache: None,
            environment: &args.environment,
            seeds: &args.seeds,
        };
        Plan::read(&asked).map_err(|error| error.to_string())
    }

    fn pairs(settings: &FunctionSettings) -> Vec<(&str, &str)> {
        let all = settings.environment.iter();
        all.map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }

    /// CFG.4
    #[test]
    fn a_variable_is_the_command_lines_then_the_tables_then_the_last_files() {
        let folder = files(&[
            (
                "momento.toml",
                "environment-files = ['one.env', 'two.env']\n[environment]\nC = 'table'\nD = 'table'\nE = 'table'",
            ),
            ("one.env", "A=one\nB=one\nC=one\n"),
            ("two.env", "B=two\n"),
            ("given.env", "D=given\nE=given\n"),
        ]);
        let args = FunctionArgs {
            environment: EnvironmentArgs {
                variables: vec![("E".to_owned(), "flag".to_owned())],
                env_files: vec![folder.path().join("given.env")],
            },
            seeds: Vec::new(),
        };
        let plan = plan(&folder, None, &args).unwrap();
        let expected = [
            ("A", "one"),
            ("B", "two"),
            ("C", "table"),
            ("D", "given"),
            ("E", "flag"),
        ];
        assert_eq!(pairs(&plan.functions[0]), expected);
        let of_files: Vec<&str> = plan.functions[0].of_files.iter().map(|it| &**it).collect();
        assert_eq!(of_files, ["A", "B", "D"]);
        assert!(!format!("{plan:?}").contains("given\""));
        for file in ["momento.toml", "one.env", "two.env", "given.env"] {
            assert!(plan.files.contains(&folder.path().join(file)), "{file}");
        }
    }

    /// CFG.6
    #[test]
    fn functions_of_a_workspace_have_its_settings_where_they_have_none() {
        let folder = files(&[
            (
                "momento.toml",
                "cache = 'shared'\n[environment]\nA = 'all'\nB = 'all'\n[limits]\nmemory = '1MiB'\ntime = '1s'\n\
                 [functions.one]\npath = 'a'\n[functions.two]\npath = 'b'",
            ),
            (
                "a/momento.toml",
                "cache = 'own'\n[environment]\nB = 'own'\n[limits]\ntime = '2s'",
            ),
            ("b/Cargo.toml", ""),
        ]);
        let plan = plan(&folder, None, &FunctionArgs::default()).unwrap();
        let [one, two] = &plan.functions[..] else {
            panic!("{plan:?}")
        };
        assert_eq!((one.name.as_deref(), &*one.cache), (Some("one"), "own"));
        assert_eq!((two.name.as_deref(), &*two.cache), (Some("two"), "shared"));
        assert_eq!(pairs(one), [("A", "all"), ("B", "own")]);
        assert_eq!(pairs(two), [("A", "all"), ("B", "all")]);
        assert_eq!(one.limits.memory, Some(1 << 20));
        assert_eq!(one.limits.time.unwrap().as_secs(), 2);
    }

    /// CFG.6
    #[test]
    fn surroundings_that_are_not_used_are_told() {
        let root =
            "[egress]\nredirects = 1\n[functions.one]\npath = 'a'\n[functions.two]\npath = 'b'";
        let folder = files(&[
            ("momento.toml", root),
            ("a/momento.toml", "[local.seed.cache.c]\nk = 'v'"),
            ("b/momento.toml", "cache = 'own'"),
        ]);
        let plan = plan(&folder, None, &FunctionArgs::default()).unwrap();
        assert_eq!(plan.unheeded, [folder.path().join("a/momento.toml")]);
        assert_eq!(plan.surroundings.egress.redirects, 1);
    }

    /// CFG.6
    #[test]
    fn a_file_that_is_named_goes_before_the_one_beside_a_crate() {
        let folder = files(&[
            ("momento.toml", "name = 'beside'\ndescription = 'beside'"),
            ("other.toml", "name = 'named'"),
        ]);
        let plan = plan(&folder, Some("other.toml"), &FunctionArgs::default()).unwrap();
        let function = &plan.functions[0];
        assert_eq!(function.name.as_deref(), Some("named"));
        assert_eq!(function.description.as_deref(), Some("beside"));
    }

    /// CFG.6
    #[test]
    fn one_name_for_several_functions_is_refused() {
        let folder = files(&[("momento.toml", "name = 'x'\n[functions.one]\npath = 'a'")]);
        let told = plan(&folder, None, &FunctionArgs::default()).unwrap_err();
        assert!(told.contains("[functions]"), "{told}");
    }

    /// CFG.5
    #[test]
    fn seeds_of_the_command_line_are_added_to_those_of_the_file() {
        let folder = files(&[
            ("momento.toml", "[local.seed.cache.c]\na = '1'\nb = '1'"),
            ("seed.toml", "[cache.c]\nb = { file = 'b.txt' }"),
        ]);
        let args = FunctionArgs {
            seeds: vec![folder.path().join("seed.toml")],
            ..FunctionArgs::default()
        };
        let plan = plan(&folder, None, &args).unwrap();
        let items = format!("{:?}", plan.seeds.cache["c"]);
        assert!(
            plan.seeds.cache["c"].len() == 2 && items.contains("b.txt"),
            "{items}"
        );
    }
}
