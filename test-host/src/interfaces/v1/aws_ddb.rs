crate::interfaces::aws_ddb::translate!(v1_aws_ddb);
