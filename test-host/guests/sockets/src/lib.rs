//! Opens a socket, which no function can.

momento_functions_guest_web::invoke!(connect);
fn connect(address: String) -> String {
    format!("{:?}", std::net::TcpStream::connect(address))
}
