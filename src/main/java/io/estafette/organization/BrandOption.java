package io.estafette.organization;

/** What the platform's administrator switches on per brand (O2, O3). */
public enum BrandOption {

	DIFFUSION_SERVICE, SIGNED_DIFFUSION, EXECUTIVE_FILTER, CLIENT_COMPANY_FILTER, BRAND_CAMPAIGNS,
	SEAL_CAMPAIGN_DOCUMENTS, CAMPAIGN_DOCUMENTS_2_MB

}
