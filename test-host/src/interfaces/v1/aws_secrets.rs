crate::interfaces::aws_secrets::translate!(v1_aws_secrets);
