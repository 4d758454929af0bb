use bytes::Bytes;
use momento_functions_models::dynamodb::Item;

/// An item to write, as a function gives it.
pub(crate) struct PutItem {
    pub(crate) table: String,
    /// DynamoDB's JSON.
    pub(crate) item: Bytes,
    pub(crate) condition: Option<PutCondition>,
    pub(crate) return_old: bool,
    pub(crate) consumed: ConsumedDetail,
}

/// What must hold for a put.
pub(crate) struct PutCondition {
    pub(crate) expression: String,
    pub(crate) names: Option<Vec<(String, String)>>,
    /// DynamoDB's JSON.
    pub(crate) values: Option<Bytes>,
}

/// An item to read.
pub(crate) struct GetItem {
    pub(crate) table: String,
    pub(crate) key: Item,
    pub(crate) consistent: bool,
    pub(crate) projection: Option<String>,
    pub(crate) names: Option<Vec<(String, String)>>,
    pub(crate) consumed: ConsumedDetail,
}

/// How much is told of what a call cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConsumedDetail {
    None,
    Total,
    Indexes,
}

/// What came of a call.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    /// The item that was asked for, as DynamoDB's JSON.
    pub(crate) item: Option<String>,
    pub(crate) consumed: Option<Consumed>,
}

/// What a call cost.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Consumed {
    pub(crate) table_name: String,
    pub(crate) total: Capacity,
    pub(crate) table: Option<Capacity>,
    pub(crate) local_indexes: Option<Vec<(String, Capacity)>>,
    pub(crate) global_indexes: Option<Vec<(String, Capacity)>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Capacity {
    pub(crate) units: Option<f64>,
    pub(crate) read_units: Option<f64>,
    pub(crate) write_units: Option<f64>,
}

impl Consumed {
    /// DDB.5: a table without indexes has the whole share.
    pub(super) fn of_table(table_name: String, units: f64, detail: ConsumedDetail) -> Option<Self> {
        let share = Capacity {
            units: Some(units),
            ..Capacity::default()
        };
        let table = match detail {
            ConsumedDetail::None => return None,
            ConsumedDetail::Total => None,
            ConsumedDetail::Indexes => Some(share),
        };
        Some(Self {
            table_name,
            total: share,
            table,
            ..Self::default()
        })
    }
}
