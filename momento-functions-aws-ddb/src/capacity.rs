use momento_functions_wit::aws_ddb as host;

/// Whether the answer tells what the call cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnConsumedCapacity {
    /// No.
    #[default]
    None,
    /// The sum.
    Total,
    /// The sum, and the share of the table and of each index.
    Indexes,
}

/// What a call cost, in DynamoDB's capacity units.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ConsumedCapacity {
    /// The table.
    pub table_name: String,
    /// The sum.
    pub total: Capacity,
    /// The table's share, when the shares were asked for.
    pub table: Option<Capacity>,
    /// The share of each local secondary index, by its name.
    pub local_secondary_indexes: Vec<(String, Capacity)>,
    /// The share of each global secondary index, by its name.
    pub global_secondary_indexes: Vec<(String, Capacity)>,
}

/// A cost, in DynamoDB's capacity units, as far as DynamoDB tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Capacity {
    /// Reading and writing together.
    pub units: Option<f64>,
    /// Reading.
    pub read_units: Option<f64>,
    /// Writing.
    pub write_units: Option<f64>,
}

impl ReturnConsumedCapacity {
    pub(crate) fn into_abi(self) -> host::ReturnConsumedCapacity {
        match self {
            Self::None => host::ReturnConsumedCapacity::None,
            Self::Total => host::ReturnConsumedCapacity::Total,
            Self::Indexes => host::ReturnConsumedCapacity::Indexes,
        }
    }
}

impl ConsumedCapacity {
    pub(crate) fn from_abi(consumed: host::ConsumedCapacity) -> Self {
        Self {
            table_name: consumed.table_name,
            total: Capacity {
                units: consumed.capacity_units,
                read_units: consumed.read_capacity_units,
                write_units: consumed.write_capacity_units,
            },
            table: consumed.table.map(Capacity::from_abi),
            local_secondary_indexes: by_name(consumed.local_secondary_indexes),
            global_secondary_indexes: by_name(consumed.global_secondary_indexes),
        }
    }
}

fn by_name(shares: Option<Vec<(String, host::Capacity)>>) -> Vec<(String, Capacity)> {
    shares
        .into_iter()
        .flatten()
        .map(|(name, share)| (name, Capacity::from_abi(share)))
        .collect()
}

impl Capacity {
    fn from_abi(capacity: host::Capacity) -> Self {
        Self {
            units: capacity.capacity_units,
            read_units: capacity.read_capacity_units,
            write_units: capacity.write_capacity_units,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(units: f64) -> host::Capacity {
        host::Capacity {
            capacity_units: Some(units),
            read_capacity_units: Some(units + 0.5),
            write_capacity_units: None,
        }
    }

    fn told(units: f64) -> Capacity {
        Capacity {
            units: Some(units),
            read_units: Some(units + 0.5),
            write_units: None,
        }
    }

    #[test]
    fn every_share_is_told() {
        let consumed = ConsumedCapacity::from_abi(host::ConsumedCapacity {
            table_name: "t".to_owned(),
            capacity_units: Some(1.0),
            read_capacity_units: Some(1.5),
            write_capacity_units: None,
            table: Some(share(2.0)),
            local_secondary_indexes: Some(vec![("l".to_owned(), share(3.0))]),
            global_secondary_indexes: Some(vec![("g".to_owned(), share(4.0))]),
        });
        let expected = ConsumedCapacity {
            table_name: "t".to_owned(),
            total: told(1.0),
            table: Some(told(2.0)),
            local_secondary_indexes: vec![("l".to_owned(), told(3.0))],
            global_secondary_indexes: vec![("g".to_owned(), told(4.0))],
        };
        assert_eq!(consumed, expected);
    }

    #[test]
    fn how_much_to_tell_reaches_the_host() {
        use host::ReturnConsumedCapacity as Abi;

        assert!(matches!(
            ReturnConsumedCapacity::default().into_abi(),
            Abi::None
        ));
        assert!(matches!(
            ReturnConsumedCapacity::Total.into_abi(),
            Abi::Total
        ));
        assert!(matches!(
            ReturnConsumedCapacity::Indexes.into_abi(),
            Abi::Indexes
        ));
    }
}
