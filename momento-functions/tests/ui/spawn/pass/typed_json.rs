use momento_functions::encoding::Json;

momento_functions::spawn!(index);
fn index(Json(rows): Json<Vec<u32>>) -> Result<(), String> {
    if rows.is_empty() { Err("no rows".to_string()) } else { Ok(()) }
}

fn main() {
    assert_eq!(index(Json(vec![1])), Ok(()));
}
