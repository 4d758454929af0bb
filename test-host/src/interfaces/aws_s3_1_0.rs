//! The interface before 1.1.0.

super::aws_s3::translate!(aws_s3_1_0);
