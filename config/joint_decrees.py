"""The joint decrees of three ministers that set the nation's days off, each with where it was read; of a year that is not here no number was found."""

# Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan (dan Transmigrasi), dan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi.
# Looked for and not named: 2014 and 2015 (newspapers tell of the signing on 21 August 2013 and 7 May 2014, without a number), 2019, 2027.
JOINT_DECREES = {
    2013: "SKB Nomor 5/2012, SKB.06/MEN/VII/2012, 02/2012",  # datacenter.ortax.org, aturan 15065
    2016: "SKB Nomor 150/2015, 2/SKB/MEN/VI/2015, 01/2015",  # its text: scribd.com/doc/271612423
    2017: "SKB Nomor 684/2016, 302/2016, SKB/02/Menpan-RB/2016",  # menpan.go.id, "Senin 27 Maret 2017 tidak libur"
    2018: "SKB Nomor 707/2017, 256/2017, 01/SKB/MENPAN-RB/09/2017, diubah 18 April 2018",  # its text: slideshare.net skb20181; antarafoto.com 777456
    2020: "SKB Nomor 728/2019, 213/2019, 01/2019, terakhir diubah 744/2020, 05/2020, 06/2020",  # setkab.go.id, 2 December 2020
    2021: "SKB Nomor 642/2020, 4/2020, 4/2020, terakhir diubah 712/2021, 1/2021, 3/2021",  # news.republika.co.id quwa09423
    2022: "SKB Nomor 963/2021, 3/2021, 4/2021, terakhir diubah 678/2022, 2/2022, 2/2022",  # kabar24.bisnis.com, 9 July 2022
    2023: "SKB Nomor 1066/2022, 3/2022, 3/2022, diubah 327/2023, 1/2023, 1/2023",
    2024: "SKB Nomor 855/2023, 3/2023, 4/2023",  # its text: edocs.msmconsulting.co.id
    2025: "SKB Nomor 1017/2024, 2/2024, 2/2024, diubah 933/2025, 1/2025, 3/2025",  # jpnn.com, 14 October 2024; fajar.co.id, 8 August 2025
    2026: "SKB Nomor 1497/2025, 2/2025, 5/2025",
}
