package io.estafette;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Hands HR documents to people electronically, and proves it. */
@Modulithic(systemName = "Estafette")
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class EstafetteApplication {

	public static void main(String[] args) {
		SpringApplication.run(EstafetteApplication.class, args);
	}

}
