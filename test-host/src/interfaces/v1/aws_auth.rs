crate::interfaces::aws_auth::translate!(v1_aws_auth);
