"""The joint decrees of three ministers that set the nation's days off and collective leave; of a year that is not here the number was not looked up."""

# Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi.
JOINT_DECREES = {
    2017: "SKB Nomor 684/2016, 302/2016, SKB/02/Menpan-RB/2016",
    2023: "SKB Nomor 1066/2022, 3/2022, 3/2022, diubah 327/2023, 1/2023, 1/2023",
    2026: "SKB Nomor 1497/2025, 2/2025, 5/2025",
}
